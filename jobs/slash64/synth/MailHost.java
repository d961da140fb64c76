package slash64.synth;

import java.util.PriorityQueue;
import slash64.synth.QueueIds.QueueId;

/**
 * One mail server: a clock, the things going on in it, and the log they write.
 *
 * <p>Actors are kept in the order of their next step, and each writes its lines when its time
 * comes; so lines mix as they do in a real log, and what is not finished at midnight goes on in the
 * next day's file. Memory holds what is going on at one moment, not a day's messages.
 */
final class MailHost {
  private static final byte[] TEXT = Ascii.of("]: ");
  private static final byte[] COLON = Ascii.of(": ");

  private final HostStyle style;
  private final long seed;
  private final Population population;
  private final Composer composer;
  private final byte[] name;
  private final byte[] header;
  private final PriorityQueue<Actor> actors = new PriorityQueue<>();
  private final QueueIds queueIds;
  private final Pids smtpdPids = new Pids(20_100);
  private final FilterLine filterLine = new FilterLine();

  private Draws draws = new Draws(0);
  private Stamps stamps;
  private LogBuffer log;
  private Tally tally;
  private TruthMessages truth;
  private Witness witness = Witness.NONE;
  private long now;
  private long order;
  private int day;
  private Client lastClient;

  MailHost(HostStyle style, int number, Population population) {
    this.style = style;
    this.population = population;
    this.seed = Draws.mix(population.config().seed() + number + 1);
    this.composer = new Composer(population.config());
    this.name = Ascii.of(style.name());
    this.header = Ascii.of(" " + style.name() + " ");
    this.queueIds = new QueueIds(style.hasLongIds());
  }

  /**
   * Runs one day: starts its sessions, lets what is going on go on until midnight.
   *
   * @return what was written
   */
  Tally runDay(int changedDay, long[] sessions, LogBuffer changedLog, TruthMessages changedTruth) {
    day = changedDay;
    log = changedLog;
    truth = changedTruth;
    tally = new Tally();
    stamps = new Stamps(style.hasIsoStamps(), population.config().date(day));
    draws = Draws.of(seed, day);
    long midnight = population.config().date(day).toEpochDay() * Stamps.DAY;
    now = midnight;
    startAt(midnight + 4 * 3600 * Stamps.SECOND + draws.below(1_000_000), new TimerMail());
    if (day == 0 && style.isInbound()) {
      startAt(midnight + 3600 * Stamps.SECOND, new AnvilReport());
    }
    int next = 0;
    while (true) {
      long arrival =
          next < sessions.length
              ? midnight + DaySchedule.timeOfDay(sessions[next])
              : Long.MAX_VALUE;
      Actor actor = actors.peek();
      if (actor != null && actor.time() < arrival) {
        if (actor.time() >= midnight + Stamps.DAY) {
          break;
        }
        now = actors.remove().time();
        actor.act(this);
      } else if (next < sessions.length) {
        now = arrival;
        begin(sessions[next++]);
      } else {
        break;
      }
    }
    tally.set(Count.BYTES, log.written());
    return tally;
  }

  private void begin(long session) {
    Sender sender = population.senders().get(DaySchedule.sender(session));
    Client client = sender.addresses().pick(draws, day);
    int messages = DaySchedule.messages(session);
    lastClient = client;
    Actor actor;
    if (sender.kind() == SenderKind.PASSWORD_GUESSER) {
      actor = new GuessingSession(sender, client, messages);
    } else if (style.screens()) {
      actor = new ScreenedSession(sender, client, messages);
    } else {
      actor = new SmtpSession(sender, client, messages, null);
    }
    actor.act(this);
  }

  HostStyle style() {
    return style;
  }

  byte[] nameBytes() {
    return name;
  }

  Draws draws() {
    return draws;
  }

  Composer composer() {
    return composer;
  }

  FilterLine filterLine() {
    return filterLine;
  }

  QueueIds queueIds() {
    return queueIds;
  }

  Pids smtpdPids() {
    return smtpdPids;
  }

  /** Returns the client that came last; null if none came yet. */
  Client lastClient() {
    return lastClient;
  }

  TruthMessages truth() {
    return truth;
  }

  /** Tells somebody what goes on from now on. */
  void tell(Witness changed) {
    witness = changed;
  }

  Witness witness() {
    return witness;
  }

  /**
   * Notes the truth about a transaction; {@code id} is null if it was refused before a queue file.
   */
  void note(QueueId id, Client client, Sender sender, boolean isSpam) {
    truth.add(this, id, client, sender, isSpam);
    witness.transaction(sender, client, isSpam);
  }

  /** Returns the time of this step, in microseconds since 1970. */
  long now() {
    return now;
  }

  int day() {
    return day;
  }

  QueueId takeQueueId() {
    return queueIds.take(now);
  }

  /** Lets an actor act some microseconds from now. */
  void after(long micros, Actor actor) {
    startAt(now + micros, actor);
  }

  private void startAt(long time, Actor actor) {
    actor.schedule(time, order++);
    actors.add(actor);
  }

  /** Begins a line: stamp, host, program and pid; end it with {@link #end}. */
  LogBuffer line(byte[] program, int pid) {
    stamps.write(log, now);
    return log.text(header).text(program).character('[').number(pid).text(TEXT);
  }

  /** Begins a line about a message. */
  LogBuffer line(byte[] program, int pid, QueueId id) {
    return line(program, pid).text(id.text()).text(COLON);
  }

  void end() {
    log.character('\n');
    tally.add(Count.LINES);
  }

  /** Ends a line that counts as something. */
  void end(Count count) {
    tally.add(count);
    end();
  }

  void count(Count count) {
    tally.add(count);
  }
}
