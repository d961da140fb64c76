package slash64.synth;

import slash64.synth.QueueIds.QueueId;

/** The mail a server writes to its administrator once a night: no client, delivered locally. */
final class TimerMail extends Actor {
  private static final byte[] ROOT = Ascii.of("uid=0 from=<root>");
  private static final byte[] MESSAGE_ID = Ascii.of("message-id=<timer.");
  private static final byte[] FROM = Ascii.of("from=<root@");
  private static final byte[] AT = Ascii.of("@");
  private static final byte[] OUR_DOMAIN = Ascii.of(".example.net>");
  private static final byte[] ACTIVE = Ascii.of(", size=612, nrcpt=1 (queue active)");
  private static final byte[] TO = Ascii.of("to=<root@");
  private static final byte[] DELIVERED =
      Ascii.of(
          ", orig_to=<root>, relay=local, delay=0.04, delays=0.02/0.01/0/0.01, dsn=2.0.0,"
              + " status=sent (delivered to mailbox)");
  private static final byte[] REMOVED = Ascii.of("removed");
  private static final int LOCAL_PID = 19_450;

  @Override
  void act(MailHost host) {
    QueueId id = host.takeQueueId();
    host.truth().addOwn(host, id);
    host.line(Program.PICKUP, Program.PICKUP_PID, id).text(ROOT);
    host.end(Count.OWN_MESSAGES);
    LogBuffer line = host.line(Program.CLEANUP, Program.CLEANUP_PID, id).text(MESSAGE_ID);
    line.number(host.now()).text(AT).text(host.nameBytes()).text(OUR_DOMAIN);
    host.end();
    line = host.line(Program.QMGR, Program.QMGR_PID, id).text(FROM);
    line.text(host.nameBytes()).text(OUR_DOMAIN).text(ACTIVE);
    host.end();
    line = host.line(Program.LOCAL, LOCAL_PID, id).text(TO);
    line.text(host.nameBytes()).text(OUR_DOMAIN).text(DELIVERED);
    host.end(Count.SENT);
    host.line(Program.QMGR, Program.QMGR_PID, id).text(REMOVED);
    host.end(Count.REMOVED);
    host.queueIds().giveBack(id);
  }
}
