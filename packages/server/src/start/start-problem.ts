/**
 * Something an operator must mend before the server can start, told in one sentence that names the setting or the file.
 * `main.ts` prints the sentence and ends with status 1; a stack trace would only hide it.
 */
export class StartProblem extends Error {
  constructor(sentence: string, options?: { cause?: unknown }) {
    super(sentence, options);
    this.name = 'StartProblem';
  }
}
