package slash64.synth;

/** Something that goes on in a mail server and writes lines as it does: a session, a delivery. */
abstract class Actor implements Comparable<Actor> {
  private long time;
  private long order;

  /** Does what is due now; it lives on if it calls {@link MailHost#after}. */
  abstract void act(MailHost host);

  long time() {
    return time;
  }

  /**
   * Sets when it acts next.
   *
   * @param changedOrder decides between actors of the same microsecond
   */
  void schedule(long changedTime, long changedOrder) {
    this.time = changedTime;
    this.order = changedOrder;
  }

  @Override
  public int compareTo(Actor other) {
    int byTime = Long.compare(time, other.time);
    return byTime != 0 ? byTime : Long.compare(order, other.order);
  }
}
