/**
 * How real a dataset's option quotes are, best first. Every run states its grade.
 *
 * recorded: real quotes. recorded-mids: real mids, modelled widths. reconstructed: real index path, modelled quotes.
 * synthetic: all modelled.
 */
export const dataGrades = ['recorded', 'recorded-mids', 'reconstructed', 'synthetic'] as const;
export type DataGrade = (typeof dataGrades)[number];

/** Whether a grade is at least as real as another. */
export const gradeAtLeast = (grade: DataGrade, needed: DataGrade): boolean =>
  dataGrades.indexOf(grade) <= dataGrades.indexOf(needed);
