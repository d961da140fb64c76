package slash64.synth;

import slash64.synth.Mail.Authentication;

/**
 * The task line of Rspamd as its {@code log_format} ships (Rspamd, "Logging settings"; function
 * {@code rspamd_task_write_log}), here over syslog.
 */
final class FilterLine {
  private static final byte[] TASK = Ascii.of(">; task; rspamd_task_write_log: id: ");
  private static final byte[] QID = Ascii.of(", qid: <");
  private static final byte[] IP = Ascii.of(">, ip: ");
  private static final byte[] USER = Ascii.of(", user: ");
  private static final byte[] FROM = Ascii.of(", from: <");
  private static final byte[] SPAM = Ascii.of(">, (default: T (");
  private static final byte[] HAM = Ascii.of(">, (default: F (");
  private static final byte[] SCORE = Ascii.of("): [");
  private static final byte[] SYMBOLS = Ascii.of("/15.00] [");
  private static final byte[] LENGTH = Ascii.of("]), len: ");
  private static final byte[] TIME = Ascii.of(", time: ");
  private static final byte[] DNS = Ascii.of("ms, dns req: ");
  private static final byte[] DIGEST = Ascii.of(", digest: <");
  private static final byte[] RECIPIENTS = Ascii.of(">, rcpts: <");
  private static final byte[] MIME_RECIPIENTS = Ascii.of(">, mime_rcpts: <");

  private final Symbols symbols = new Symbols();

  /**
   * Adds the text of a task line.
   *
   * @param user who authenticated; null for mail from outside
   * @param tag the six characters that name the task
   */
  void write(
      LogBuffer line,
      Mail mail,
      Client client,
      Network network,
      byte[] queueId,
      byte[] user,
      byte[] tag,
      int scanMicros) {
    line.character('<').text(tag).text(TASK).text(mail.messageId());
    line.text(QID).text(queueId).text(IP).address(client);
    if (user != null) {
      line.text(USER).text(user);
    }
    line.text(FROM).text(mail.from()).text(mail.verdict().action().isSpam() ? SPAM : HAM);
    line.text(mail.verdict().action().text()).text(SCORE).hundredths(mail.verdict().score());
    line.text(SYMBOLS);
    collect(mail, network, user != null);
    symbols.write(line);
    line.text(LENGTH).number(mail.size());
    line.text(TIME).number(scanMicros / 1000).character('.').number(scanMicros % 1000, 3);
    line.text(DNS).number(4 + mail.digest()[0] % 16).text(DIGEST).text(mail.digest());
    line.text(RECIPIENTS);
    recipients(line, mail);
    line.text(MIME_RECIPIENTS);
    recipients(line, mail);
    line.character(',').character('>');
  }

  private static void recipients(LogBuffer line, Mail mail) {
    for (int i = 0; i < mail.to().length; i++) {
      if (i > 0) {
        line.character(',');
      }
      line.text(mail.to()[i]);
    }
  }

  /** Chooses symbols whose scores add up to the verdict's score. */
  private void collect(Mail mail, Network network, boolean isSubmission) {
    symbols.clear();
    int score = mail.verdict().score();
    if (!isSubmission) {
      authentication(mail);
    }
    symbols.add(Symbols.MIME_GOOD, -10, Symbols.TEXT_PLAIN, null);
    symbols.add(Symbols.ASN, 0, network.asnAndPrefix(), null);
    if (score >= 600) {
      symbols.add(Symbols.BAYES_SPAM, 510, Symbols.SURE, null);
    } else if (score < 0) {
      symbols.add(Symbols.BAYES_HAM, -300, Symbols.SURE, null);
    }
    int rest = score - symbols.sum();
    if (rest > 0 && score < 600) {
      symbols.add(Symbols.MIXED_CHARSET, rest, null, null);
    } else if (rest > 0) {
      symbols.add(rest > 500 ? Symbols.FUZZY_DENIED : Symbols.NEURAL_SPAM, rest, null, null);
    } else if (rest < 0) {
      symbols.add(Symbols.NEURAL_HAM, rest, null, null);
    }
  }

  private void authentication(Mail mail) {
    byte[] domain = mail.fromDomain();
    Authentication authentication = mail.authentication();
    switch (authentication) {
      case PASSED -> {
        symbols.add(Symbols.SPF_ALLOW, -20, Symbols.PLUS_MX, null);
        symbols.add(Symbols.DKIM_ALLOW, -20, domain, Symbols.SELECTOR);
        symbols.add(Symbols.DMARC_ALLOW, -50, domain, Symbols.POLICY_NONE);
      }
      case FORWARDED -> {
        symbols.add(Symbols.SPF_SOFTFAIL, 0, Symbols.TILDE_ALL, null);
        symbols.add(Symbols.DKIM_ALLOW, -20, domain, Symbols.SELECTOR);
        symbols.add(Symbols.DMARC_ALLOW, -50, domain, Symbols.POLICY_NONE);
      }
      case FAILED -> {
        symbols.add(Symbols.SPF_FAIL, 100, Symbols.MINUS_ALL, null);
        symbols.add(Symbols.DKIM_REJECT, 100, domain, Symbols.SELECTOR);
        symbols.add(Symbols.DMARC_REJECT, 200, domain, Symbols.POLICY_REJECT);
      }
      case NONE -> {
        symbols.add(Symbols.SPF_NONE, 0, Symbols.NO_RECORD, null);
        symbols.add(Symbols.DKIM_NONE, 0, null, null);
        symbols.add(Symbols.DMARC_NONE, 0, domain, null);
      }
    }
  }
}
