package slash64.synth;

import slash64.synth.QueueIds.QueueId;

/** Why smtpd refuses a recipient, and the line it writes about it. */
enum Refusal {
  UNKNOWN_USER(
      "550 5.1.1 <", ">: Recipient address rejected: User unknown in virtual mailbox table"),
  RELAY_DENIED("554 5.7.1 <", ">: Relay access denied"),
  GREYLISTED("450 4.2.0 <", ">: Recipient address rejected: Greylisted, come again later"),
  BLOCKED(
      "554 5.7.1 Service unavailable; Client host [",
      "] blocked using bl.example.net; https://bl.example.net/why");

  private static final byte[] NOQUEUE = Ascii.of("NOQUEUE");
  private static final byte[] REJECT = Ascii.of(": reject: RCPT from ");
  private static final byte[] COLON = Ascii.of(": ");
  private static final byte[] FROM = Ascii.of("; from=<");
  private static final byte[] TO = Ascii.of("> to=<");
  private static final byte[] HELO = Ascii.of("> proto=ESMTP helo=<");

  @SuppressWarnings("ImmutableEnumChecker") // the array is filled once and only read
  private final byte[] before;

  @SuppressWarnings("ImmutableEnumChecker") // the array is filled once and only read
  private final byte[] after;

  Refusal(String before, String after) {
    this.before = Ascii.of(before);
    this.after = Ascii.of(after);
  }

  /**
   * Writes the line.
   *
   * @param id null if no recipient was accepted before, and so no queue file made
   */
  void write(MailHost host, int pid, QueueId id, Client client, Mail mail, byte[] recipient) {
    LogBuffer line = host.line(Program.SMTPD, pid).text(id == null ? NOQUEUE : id.text());
    line.text(REJECT).peer(client).text(COLON).text(before);
    if (this == BLOCKED) {
      line.address(client);
    } else {
      line.text(recipient);
    }
    line.text(after).text(FROM).text(mail.from()).text(TO).text(recipient);
    line.text(HELO).text(mail.helo()).character('>');
    host.end(this == GREYLISTED ? Count.TEMPFAILS : Count.REJECTS);
  }
}
