package slash64.whatif;

/**
 * Mail that a policy treats in one way.
 *
 * @param messages transactions, accepted or refused
 * @param spam of these, what was refused or judged to be spam
 * @param good of these, what passed as good
 * @param senders distinct sender domains of the good ones
 * @param customers distinct customers of ours the good ones are from
 * @param otherwise of the messages, what the other policy treats otherwise
 */
public record Treated(
    long messages, long spam, long good, long senders, long customers, long otherwise) {
  static final Treated NOTHING = new Treated(0, 0, 0, 0, 0, 0);
}
