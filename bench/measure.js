/** Median time of a job in milliseconds. */
export const medianOf = (times, job) => {
  const found = Array.from({ length: times }, () => {
    const started = performance.now();
    job();
    return performance.now() - started;
  });
  return found.sort((a, b) => a - b)[Math.floor(times / 2)];
};
