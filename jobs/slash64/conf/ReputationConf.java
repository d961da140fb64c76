package slash64.conf;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import slash64.reputation.Decay;
import slash64.reputation.EvidenceWeights;
import slash64.reputation.Level;
import slash64.reputation.LevelSettings;
import slash64.reputation.ReputationSettings;
import slash64.reputation.VerdictNoise;

/** How reputation is made of evidence. */
final class ReputationConf {
  private static final ReputationSettings DEFAULTS = ReputationSettings.DEFAULTS;

  private static final Setting<Double> SPAM_HALF_LIFE =
      days(
          "reputation.spam_half_life_days",
          DEFAULTS.decay().spamHalfLife(),
          "Evidence against a prefix weighs half after so long. Ten days: a taken-over host is cleaned"
              + " within days, an address changes hands within weeks.");
  private static final Setting<Double> HAM_HALF_LIFE =
      days(
          "reputation.ham_half_life_days",
          DEFAULTS.decay().hamHalfLife(),
          "Evidence for a prefix weighs half after so long. As the other, so that silence makes a"
              + " prefix uncertain without making it better or worse.");
  private static final Setting<Double> FORMER_HALF_LIFE =
      days(
          "reputation.former_half_life_days",
          DEFAULTS.decay().formerHalfLife(),
          "A sender that turned bad and goes on sending is expected to have half of its good"
              + " mail of before left after so long: a customer or a server that was taken over is"
              + " mended or gone within months.");
  private static final Setting<Double> FALSE_SPAM =
      share(
          "reputation.false_spam",
          DEFAULTS.noise().falseSpam(),
          0.4,
          "Good mail that the content filter calls spam, as believed before a night's mail tells:"
              + " what a tuned filter gets wrong.");
  private static final Setting<Double> MISSED_SPAM =
      share(
          "reputation.missed_spam",
          DEFAULTS.noise().missedSpam(),
          0.4,
          "Spam that the content filter lets pass, as believed before a night's mail tells.");
  private static final Setting<Double> BASE_SHARE =
      share(
          "reputation.base_share",
          DEFAULTS.baseShare(),
          0.99,
          "Spam expected of a sender of whose surroundings nothing is known, before a night's"
              + " newcomers tell: as likely good as bad.");
  private static final Setting<Double> HAZARD =
      share(
          "reputation.hazard",
          DEFAULTS.hazard(),
          0.5,
          "Probability that a sender changes its conduct from one day to the next. A high one"
              + " believes a burst sooner, and a streak of chance too.");
  private static final Setting<Double> RESTART =
      number(
          "reputation.restart",
          DEFAULTS.restart(),
          0.1,
          100,
          "messages",
          "Evidence, half for and half against, that stands in for the past of a sender that has"
              + " changed. One: it usually is wholly bad or wholly good from then on.");
  private static final Setting<Double> SATURATION =
      number(
          "reputation.saturation",
          DEFAULTS.saturation(),
          1,
          1e6,
          "messages",
          "More of the same from one sender hardly add evidence beyond this: a campaign of ten"
              + " thousand messages is one event.");
  private static final Setting<Double> LIKENESS =
      number(
          "reputation.likeness",
          DEFAULTS.likeness(),
          0.1,
          1e4,
          "messages",
          "Evidence of siblings it takes before what they show of being alike counts as much as the"
              + " usual strength.");
  private static final Setting<Double> STRANGERS =
      share(
          "reputation.strangers",
          DEFAULTS.strangers(),
          0.99,
          "Probability that a prefix is unlike its siblings, however alike they are: one in twenty"
              + " is not of its neighbours' kind.");

  private static final Setting<Double> TAKEN_OVER =
      share(
          "reputation.taken_over",
          DEFAULTS.takenOver(),
          0.99,
          "Of the senders that turn bad after having sent good mail, those that were taken"
              + " over, so that it goes on behind the spam: nine in ten are victims. The others bought"
              + " a prefix or meant to be trusted; each day of spam without good mail tells more of"
              + " that.");

  private static final MapSetting<Double> WEIGHTS =
      new MapSetting<>(
          "reputation.weights",
          "kinds of events",
          SettingType.number(0, 1000),
          weights(DEFAULTS.weights()),
          "What one event weighs as evidence, in messages: a verdict of the content filter; a"
              + " refusal because a blocklist names the client (who refuses by one trusts it more than the filter);"
              + " unscanned_inbound, a message taken in from elsewhere that no filter judged (where"
              + " servers refuse spam themselves and log no verdict, it is a verdict), and unscanned,"
              + " any other that none judged, mostly what customers send; a refused"
              + " recipient that does not exist, beyond as many a message as stale says (lists go"
              + " stale, but who writes to many that never were has none), and stale_unscanned of"
              + " messages that no filter judged, since little else speaks for them; a failed login from elsewhere than customers; a complaint"
              + " of a recipient (one in hundreds complains); a hit on a trap; a bounce of an own"
              + " customer's mail, beyond the stale ones.");
  private static final MapSetting<Double> VOICE =
      byLevel(
          "reputation.voice",
          LevelSettings::voice,
          0.01,
          1e6,
          "Messages of evidence that one prefix of a level may contribute to the one around it,"
              + " however much it sends: one customer does not make the name of its provider. The"
              + " addresses of a /64 are mostly one owner's and speak louder.");
  private static final MapSetting<Double> STRENGTH =
      byLevel(
          "reputation.strength",
          LevelSettings::strength,
          0.01,
          1e4,
          "Messages' worth of belief that a prefix takes over from its surroundings while nothing is"
              + " known of how alike its siblings are. Two: its first four messages outweigh them.");
  private static final MapSetting<Double> FLOOR =
      byLevel(
          "reputation.floor",
          LevelSettings::floor,
          0,
          1,
          "Least spam share that a level may hand down to a newcomer in it: ham credit stays where it"
              + " was earned, so a clean provider does not make a spammer's new site trusted.");
  private static final MapSetting<Double> PURE =
      byLevel(
          "reputation.pure",
          LevelSettings::pure,
          0,
          0.99,
          "Probability that what is sent from a prefix of a level is nothing but spam or hardly any,"
              + " rather than both, as believed before a night's mail tells it of addresses and /64:"
              + " high for what one sender has, low for what many share.");

  static final List<Setting<?>> SINGLE =
      List.of(
          SPAM_HALF_LIFE,
          HAM_HALF_LIFE,
          FORMER_HALF_LIFE,
          FALSE_SPAM,
          MISSED_SPAM,
          BASE_SHARE,
          HAZARD,
          RESTART,
          SATURATION,
          LIKENESS,
          STRANGERS,
          TAKEN_OVER);
  static final List<MapSetting<?>> MAPS = List.of(WEIGHTS, VOICE, STRENGTH, FLOOR, PURE);

  private ReputationConf() {}

  private static Setting<Double> days(String key, double standard, String reason) {
    return number(key, standard, 0.1, 3650, "days", reason);
  }

  private static Setting<Double> share(String key, double standard, double most, String reason) {
    return number(key, standard, 0.0001, most, "share", reason);
  }

  static Setting<Double> number(
      String key, double standard, double least, double most, String unit, String reason) {
    return new Setting<>(key, SettingType.number(least, most), standard, unit, reason);
  }

  private static MapSetting<Double> byLevel(
      String key, Function<LevelSettings, Double> part, double least, double most, String reason) {
    Map<String, Double> standard = new TreeMap<>();
    DEFAULTS.levels().forEach((level, set) -> standard.put(level.label(), part.apply(set)));
    return new MapSetting<>(key, "levels", SettingType.number(least, most), standard, reason);
  }

  private static Map<String, Double> weights(EvidenceWeights weights) {
    return Map.ofEntries(
        Map.entry("verdict", weights.verdict()),
        Map.entry("blocklist", weights.blocklist()),
        Map.entry("unscanned", weights.unscanned()),
        Map.entry("unscanned_inbound", weights.unscannedInbound()),
        Map.entry("unknown_user", weights.unknownUser()),
        Map.entry("stale", weights.stale()),
        Map.entry("stale_unscanned", weights.staleUnscanned()),
        Map.entry("failed_login", weights.authenticationFailure()),
        Map.entry("complaint", weights.complaint()),
        Map.entry("trap", weights.trap()),
        Map.entry("bounce", weights.bounce()));
  }

  /** Reads what is in force. */
  static ReputationSettings of(Settings settings) {
    Map<Level, LevelSettings> levels = new EnumMap<>(Level.class);
    for (Level level : Level.values()) {
      levels.put(
          level,
          new LevelSettings(
              LevelEntries.of(settings, VOICE, level),
              LevelEntries.of(settings, STRENGTH, level),
              LevelEntries.of(settings, FLOOR, level),
              LevelEntries.of(settings, PURE, level)));
    }
    Map<String, Double> weights =
        LevelEntries.known(settings, WEIGHTS, WEIGHTS.standard().keySet());
    return new ReputationSettings(
        new Decay(
            settings.get(SPAM_HALF_LIFE),
            settings.get(HAM_HALF_LIFE),
            settings.get(FORMER_HALF_LIFE)),
        new EvidenceWeights(
            weights.get("verdict"),
            weights.get("blocklist"),
            weights.get("unscanned"),
            weights.get("unscanned_inbound"),
            weights.get("unknown_user"),
            weights.get("stale"),
            weights.get("stale_unscanned"),
            weights.get("failed_login"),
            weights.get("complaint"),
            weights.get("trap"),
            weights.get("bounce")),
        new VerdictNoise(settings.get(FALSE_SPAM), settings.get(MISSED_SPAM)),
        settings.get(BASE_SHARE),
        settings.get(BASE_SHARE),
        settings.get(HAZARD),
        settings.get(RESTART),
        settings.get(SATURATION),
        settings.get(LIKENESS),
        settings.get(STRANGERS),
        settings.get(TAKEN_OVER),
        levels);
  }
}
