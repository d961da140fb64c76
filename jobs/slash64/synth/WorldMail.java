package slash64.synth;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A synthetic world without its logs: day after day what each sender did from each address. The
 * same servers do the same as in {@link World#write}; what they write is thrown away.
 */
public final class WorldMail {
  private final Population population;
  private final List<HostStyle> styles;
  private final List<MailHost> hosts = new ArrayList<>();
  private final List<TrueSender> senders = new ArrayList<>();
  private int next;

  private WorldMail(WorldConfig config) {
    population = Population.of(config);
    styles = HostStyle.of(config);
    for (int i = 0; i < styles.size(); i++) {
      hosts.add(new MailHost(styles.get(i), i, population));
    }
    for (Sender sender : population.senders()) {
      senders.add(
          new TrueSender(
              sender.kind().label(),
              sender.prefix(),
              new String(sender.network().asnAndPrefix(), StandardCharsets.US_ASCII),
              sender.customer() != null,
              sender.kind().isBad(),
              sender.turn() == null ? -1 : sender.turn().day()));
    }
  }

  /** Makes a world; no mail has been sent yet. */
  public static WorldMail of(WorldConfig config) {
    return new WorldMail(config);
  }

  /** Returns all senders, in the order of their numbers. */
  public List<TrueSender> senders() {
    return List.copyOf(senders);
  }

  /** Returns the date of a day counted from 0. */
  public LocalDate date(int day) {
    return population.config().date(day);
  }

  /** Returns the mail of the next day, in a fixed order: each sender and address once. */
  public List<ClientDay> nextDay() {
    int day = next++;
    DaySchedule schedule = DaySchedule.of(population, day, styles);
    Counts counts = new Counts();
    LocalDate date = population.config().date(day);
    for (int i = 0; i < hosts.size(); i++) {
      LogBuffer nowhere = new LogBuffer(OutputStream.nullOutputStream());
      TruthMessages untold =
          new TruthMessages(new LogBuffer(OutputStream.nullOutputStream()), date);
      hosts.get(i).tell(counts);
      hosts.get(i).runDay(day, schedule.sessions(i), nowhere, untold);
    }
    return counts.days();
  }

  /** Adds up what is seen. */
  private static final class Counts implements Witness {
    private record Key(int sender, long high, long low) {}

    private static final int SPAM = 0;
    private static final int HAM = 1;
    private static final int CALLED_SPAM = 2;
    private static final int CALLED_HAM = 3;
    private static final int BLOCKED = 4;
    private static final int UNKNOWN_USERS = 5;
    private static final int FAILED_LOGINS = 6;

    private final Map<Key, int[]> counts = new LinkedHashMap<>();

    private void add(Sender sender, Client client, int what) {
      counts
          .computeIfAbsent(
              new Key(sender.id(), client.high(), client.low()), key -> new int[FAILED_LOGINS + 1])[
          what]++;
    }

    @Override
    public void transaction(Sender sender, Client client, boolean isSpam) {
      add(sender, client, isSpam ? SPAM : HAM);
    }

    @Override
    public void verdict(Sender sender, Client client, boolean isCalledSpam) {
      add(sender, client, isCalledSpam ? CALLED_SPAM : CALLED_HAM);
    }

    @Override
    public void refusal(Sender sender, Client client, Refusal reason) {
      switch (reason) {
        case BLOCKED -> add(sender, client, BLOCKED);
        case UNKNOWN_USER -> add(sender, client, UNKNOWN_USERS);
        case RELAY_DENIED, GREYLISTED -> {} // say nothing of what the mail is
      }
    }

    @Override
    public void failedLogin(Sender sender, Client client) {
      add(sender, client, FAILED_LOGINS);
    }

    List<ClientDay> days() {
      List<ClientDay> days = new ArrayList<>(counts.size());
      counts.forEach(
          (key, count) ->
              days.add(
                  new ClientDay(
                      key.sender(),
                      key.high(),
                      key.low(),
                      count[SPAM],
                      count[HAM],
                      count[CALLED_SPAM],
                      count[CALLED_HAM],
                      count[BLOCKED],
                      count[UNKNOWN_USERS],
                      count[FAILED_LOGINS])));
      return days;
    }
  }
}
