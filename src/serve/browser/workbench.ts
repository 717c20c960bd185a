// What the pages do in the browser: start jobs and follow them, filter tables. Charts are drawn by the report's own script; everything else is made by the server.

interface Job {
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  readonly share: number;
  readonly note: string;
  readonly result: string | null;
}

const POLL_MS = 250;

const send = async (url: string, body: unknown): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const errorOf = async (response: Response): Promise<string> => {
  const { error } = (await response.json().catch(() => ({ error: response.statusText }))) as { error: string };
  return error;
};

/** Follows a job in the form's own status line until it ends; goes to its result. */
const follow = async (form: HTMLFormElement, id: string): Promise<void> => {
  const bar = form.querySelector('progress');
  const status = form.querySelector<HTMLElement>('[role=status]');
  const cancel = form.querySelector<HTMLButtonElement>('button[name=cancel]');
  if (bar === null || status === null) return;
  bar.hidden = false;
  if (cancel !== null) {
    cancel.hidden = false;
    cancel.onclick = () => void send(`/jobs/${id}/cancel`, {});
  }
  for (;;) {
    const job = (await (await fetch(`/jobs/${id}`)).json()) as Job;
    bar.value = job.share;
    status.textContent = job.note;
    if (job.state !== 'running') {
      if (cancel !== null) cancel.hidden = true;
      if (job.state === 'done' && job.result !== null) location.assign(job.result);
      else bar.hidden = true;
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
};

/** Forms marked `data-job` (read as an attribute: a field may be named `dataset`) start a job instead of leaving the page; the button pressed says where. */
const startJobs = (): void => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-job]')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const status = form.querySelector<HTMLElement>('[role=status]');
      const pressed = event.submitter as HTMLButtonElement | null;
      const url = pressed?.getAttribute('data-post') ?? form.getAttribute('data-job') ?? '';
      void (async () => {
        const response = await send(url, Object.fromEntries(new FormData(form)));
        if (!response.ok) {
          if (status !== null) status.textContent = await errorOf(response);
          return;
        }
        const { job, message } = (await response.json()) as { job?: string; message?: string };
        if (job !== undefined) await follow(form, job);
        else if (status !== null) status.textContent = message ?? '';
      })();
    });
  }
};

/** An input marked `data-filter` hides the rows of the table it names that do not contain its words. */
const filterTables = (): void => {
  for (const input of document.querySelectorAll<HTMLInputElement>('input[data-filter]')) {
    const count = document.getElementById(`${input.id}-count`);
    const apply = (): void => {
      const words = input.value.toLowerCase().split(/\s+/);
      let shown = 0;
      for (const row of document.querySelectorAll<HTMLElement>(`${input.dataset.filter ?? ''} tbody tr`)) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) shown++;
      }
      if (count !== null) count.textContent = `${String(shown)} shown`;
    };
    input.addEventListener('input', apply);
  }
};

/** A select marked `data-load` fetches the text of what is chosen into the field it names. */
const loadTexts = (): void => {
  for (const select of document.querySelectorAll<HTMLSelectElement>('select[data-load]')) {
    select.addEventListener('change', () => {
      const target = document.getElementById(select.dataset.load ?? '') as HTMLTextAreaElement | null;
      void fetch(`/plans/${encodeURIComponent(select.value)}`).then(async (response) => {
        if (target !== null && response.ok) target.value = await response.text();
      });
    });
  }
};

startJobs();
filterTables();
loadTexts();
