/** What waits for a thread: a line of tasks for each caller, who take turns. One that hands over thousands holds up no other's single one. */

export class Turns<Task> {
  /** None is empty; the one whose turn it is comes first. */
  readonly #lines = new Set<Task[]>();

  get areOver(): boolean {
    return this.#lines.size === 0;
  }

  /** The line gets the last turn, unless it has one already. */
  join(line: Task[], task: Task): void {
    line.push(task);
    this.#lines.add(line);
  }

  /** Tasks that were taken and not done come first in their line again. */
  giveBack(line: Task[], tasks: readonly Task[]): void {
    line.unshift(...tasks);
    if (line.length > 0) this.#lines.add(line);
  }

  /**
   * The first tasks of the line whose turn it is, one at least unless nothing waits. Its next turn is the last.
   * @param isRoomFor whether one more goes with those that were taken
   */
  take(isRoomFor: (task: Task, taken: readonly Task[]) => boolean): Task[] {
    const [line] = this.#lines;
    if (!line) return [];
    this.#lines.delete(line);
    const tasks: Task[] = [];
    for (const task of line) {
      if (tasks.length > 0 && !isRoomFor(task, tasks)) break;
      tasks.push(task);
    }
    line.splice(0, tasks.length);
    if (line.length > 0) this.#lines.add(line);
    return tasks;
  }

  /** Everything that waits; nothing does afterwards. */
  takeAll(): Task[] {
    const tasks = [...this.#lines].flatMap((line) => line.splice(0));
    this.#lines.clear();
    return tasks;
  }
}
