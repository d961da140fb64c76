package slash64.maillog.message;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * Sorts a refusal by its words, since servers share codes but not texts. The first rule that fits
 * decides; texts are those of Postfix, postgrey, Rspamd's milter, Exim and Sendmail.
 */
final class RejectClass {
  private static final class Rule {
    final String name;
    final byte[] words;

    Rule(String name, String words) {
      this.name = name;
      this.words = Bytes.of(words);
    }
  }

  private static final Rule[] RULES = {
    // Our own, whose reason speaks of spam: what it refuses must not count against whom it refuses.
    new Rule("policy", "client host rejected: prefix policy: "),
    new Rule("unknown_user", "user unknown"),
    new Rule("unknown_user", "unknown user"),
    new Rule("unknown_user", "unknown in "),
    new Rule("unknown_user", "no such user"),
    new Rule("unknown_user", "no such recipient"),
    new Rule("unknown_user", "no such mailbox"),
    new Rule("unknown_user", "user not found"),
    new Rule("unknown_user", "mailbox not found"),
    new Rule("unknown_user", "user doesn't exist"),
    new Rule("unknown_user", "recipient unknown"),
    new Rule("unknown_user", "unrouteable address"),
    new Rule("unknown_user", "undeliverable address"),
    new Rule("unknown_user", "invalid recipient"),
    new Rule("relay_denied", "relay access denied"),
    new Rule("relay_denied", "relaying denied"),
    new Rule("relay_denied", "relay not permitted"),
    new Rule("relay_denied", "relaying not permitted"),
    new Rule("blocklist", "blocked using"),
    new Rule("blocklist", "blacklisted"),
    new Rule("blocklist", "blocklisted"),
    new Rule("blocklist", "listed at"),
    new Rule("blocklist", "listed in"),
    new Rule("blocklist", "in an rbl"),
    new Rule("blocklist", "spamhaus.org"),
    new Rule("greylist", "greylist"),
    new Rule("greylist", "graylist"),
    new Rule("greylist", "service currently unavailable"),
    new Rule("rate", "too many"),
    new Rule("rate", "too much mail"),
    new Rule("rate", "rate limit"),
    new Rule("rate", "ratelimit"),
    new Rule("rate", "exceeded"),
    new Rule("policy", "due to: spf"), // of policyd-spf: "Message rejected due to: SPF fail"
    new Rule("content", "spam"),
    new Rule("content", "virus"),
    new Rule("content", "malware"),
    new Rule("content", "content rejected"),
    new Rule("content", "message rejected"),
    new Rule("policy", "sender address rejected"),
    new Rule("policy", "client host rejected"),
    new Rule("policy", "access denied"),
    new Rule("policy", "spf"),
    new Rule("policy", "dmarc"),
    new Rule("policy", "sender verify"),
    new Rule("policy", "domain of sender address"),
    new Rule("policy", "not owned by"),
    new Rule("protocol", "helo command rejected"),
    new Rule("protocol", "fully-qualified"),
    new Rule("protocol", "improper"),
    new Rule("protocol", "syntax"),
    new Rule("protocol", "protocol"),
  };

  /** What cleanup(8) says it found, before the client's text (header_checks(5)). */
  private static final byte[][] CHECKS = {
    Bytes.of("header "), Bytes.of("body "), Bytes.of("content "), Bytes.of("mime-error "),
  };

  /** All that Rspamd's milter says of a message that it greylists, in place of its reason. */
  private static final byte[] LATER = Bytes.of("try again later");

  private RejectClass() {}

  /**
   * Returns the class of the refusal in this line; {@code other} if no rule fits.
   *
   * @param isTemporary whether the client may try again
   */
  static String of(LogLine line, boolean isTemporary) {
    if (!line.has(Field.REJECT_TEXT)) {
      return "other";
    }
    byte[] b = line.bytes();
    int from = line.from(Field.REJECT_TEXT);
    int to = line.to(Field.REJECT_TEXT);
    if (from < to && b[from] == '<') { // "<{tainted}>: " is the client's, not the server's
      for (int i = from; i + 2 < to; i++) {
        if (b[i] == '>' && b[i + 1] == ':') {
          from = i + 2;
          break;
        }
      }
    }
    for (byte[] check : CHECKS) {
      if (Bytes.startsWith(b, from, to, check)) {
        return "content"; // the client's own words follow
      }
    }
    for (Rule rule : RULES) {
      if (Bytes.containsIgnoringCase(b, from, to, rule.words)) {
        boolean isForGood = "greylist".equals(rule.name) && !isTemporary;
        return isForGood ? "policy" : rule.name; // postscreen's list of clients to refuse
      }
    }
    boolean isRspamds =
        isTemporary && to - from == LATER.length && Bytes.containsIgnoringCase(b, from, to, LATER);
    return isRspamds ? "greylist" : "other";
  }
}
