package slash64.synth;

import java.util.ArrayDeque;

/** Process ids of one kind of daemon: a process serves one client at a time, then the next. */
final class Pids {
  private final ArrayDeque<Integer> idle = new ArrayDeque<>();
  private int next;

  Pids(int first) {
    this.next = first;
  }

  int take() {
    Integer pid = idle.poll();
    return pid == null ? next++ : pid;
  }

  void giveBack(int pid) {
    idle.push(pid);
  }
}
