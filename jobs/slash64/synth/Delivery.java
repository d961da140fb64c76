package slash64.synth;

import java.util.Arrays;
import slash64.synth.QueueIds.QueueId;

/**
 * A message in the queue, from {@code (queue active)} to {@code removed}: tried at once, then again
 * after 5 minutes, and so on doubling up to 4,000 seconds (Postfix {@code minimal_backoff_time} and
 * {@code maximal_backoff_time}), for at most five days ({@code maximal_queue_lifetime}). What fails
 * for good is told to the sender in a message of its own.
 */
final class Delivery extends Actor {
  private static final long LIFETIME = 5 * Stamps.DAY;
  private static final long FIRST_BACKOFF = 300 * Stamps.SECOND;
  private static final long LONGEST_BACKOFF = 4000 * Stamps.SECOND;
  private static final int NOTIFICATION_OVERHEAD = 2200;

  private static final byte[] FROM = Ascii.of("from=<");
  private static final byte[] SIZE = Ascii.of(">, size=");
  private static final byte[] RECIPIENTS = Ascii.of(", nrcpt=");
  private static final byte[] ACTIVE = Ascii.of(" (queue active)");
  private static final byte[] REMOVED = Ascii.of("removed");
  private static final byte[] EXPIRED = Ascii.of(">, status=expired, returned to sender");
  private static final byte[] NON_DELIVERY = Ascii.of("sender non-delivery notification: ");
  private static final byte[] MESSAGE_ID = Ascii.of("message-id=<");
  private static final byte[] AT = Ascii.of("@");
  private static final byte[] OUR_DOMAIN = Ascii.of(".example.net>");

  private final QueueId id;
  private final byte[] from;
  private final int size;
  private final int recipients;
  private final long arrived;
  private final DeliveryOdds odds;
  private byte[][] pending;
  private long backoff = FIRST_BACKOFF;
  private DeliveryAttempt attempt;
  private boolean isFirst = true;
  private boolean hasFailed;
  private Step step = Step.ACTIVE;

  private enum Step {
    ACTIVE,
    ATTEMPT,
    REMOVE
  }

  /**
   * Queues a message.
   *
   * @param arrived microseconds since 1970 at which its queue file was made
   */
  Delivery(
      QueueId id, byte[] from, int size, byte[][] recipients, long arrived, DeliveryOdds odds) {
    this.id = id;
    this.from = from;
    this.size = size;
    this.recipients = recipients.length;
    this.pending = recipients.clone();
    this.arrived = arrived;
    this.odds = odds;
  }

  @Override
  void act(MailHost host) {
    switch (step) {
      case ACTIVE -> activate(host);
      case ATTEMPT -> attempt(host);
      case REMOVE -> remove(host);
    }
  }

  private void next(MailHost host, Step changed, long micros) {
    step = changed;
    host.after(micros, this);
  }

  private void activate(MailHost host) {
    LogBuffer line = host.line(Program.QMGR, Program.QMGR_PID, id).text(FROM).text(from);
    line.text(SIZE).number(size).text(RECIPIENTS).number(recipients).text(ACTIVE);
    host.end();
    attempt = DeliveryAttempt.plan(host.draws(), odds, isFirst, pending[0]);
    next(host, Step.ATTEMPT, attempt.micros());
  }

  private void attempt(MailHost host) {
    int left = 0;
    for (byte[] recipient : pending) {
      switch (attempt.write(host, id, recipient, arrived)) {
        case SENT -> {}
        case BOUNCED -> hasFailed = true;
        case DEFERRED -> pending[left++] = recipient;
      }
    }
    pending = Arrays.copyOf(pending, left);
    isFirst = false;
    if (left > 0 && host.now() - arrived <= LIFETIME) {
      next(host, Step.ACTIVE, backoff + host.draws().below(60_000_000));
      backoff = StrictMath.min(LONGEST_BACKOFF, 2 * backoff);
      return;
    }
    if (left > 0) {
      host.line(Program.QMGR, Program.QMGR_PID, id).text(FROM).text(from).text(EXPIRED);
      host.end(Count.EXPIRED);
      hasFailed = true;
    }
    if (hasFailed && from.length > 0) {
      notifySender(host);
    }
    next(host, Step.REMOVE, host.draws().between(200, 3_000));
  }

  private void notifySender(MailHost host) {
    QueueId notification = host.takeQueueId();
    host.truth().addOwn(host, notification);
    host.count(Count.OWN_MESSAGES);
    host.line(Program.CLEANUP, Program.CLEANUP_PID, notification)
        .text(MESSAGE_ID)
        .number(host.now())
        .text(AT)
        .text(host.nameBytes())
        .text(OUR_DOMAIN);
    host.end();
    host.line(Program.BOUNCE, Program.BOUNCE_PID, id).text(NON_DELIVERY).text(notification.text());
    host.end();
    DeliveryOdds back = odds.isLocal() ? DeliveryOdds.NOTICE_OUTSIDE : DeliveryOdds.NOTICE_AT_HOME;
    byte[][] sender = {from};
    host.after(
        host.draws().between(300, 2_000),
        new Delivery(
            notification, new byte[0], size + NOTIFICATION_OVERHEAD, sender, host.now(), back));
  }

  private void remove(MailHost host) {
    host.line(Program.QMGR, Program.QMGR_PID, id).text(REMOVED);
    host.end(Count.REMOVED);
    host.queueIds().giveBack(id);
  }
}
