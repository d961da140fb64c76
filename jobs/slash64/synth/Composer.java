package slash64.synth;

import slash64.synth.Mail.Action;
import slash64.synth.Mail.Authentication;
import slash64.synth.Mail.FilterVerdict;

/** Writes messages as their senders would, and judges them as an imperfect filter would. */
final class Composer {
  private static final byte[][] NAMES =
      Ascii.all(
          "anna", "ben", "carla", "david", "ella", "felix", "greta", "hugo", "ines", "jan", "karin",
          "leo", "mara", "nils", "olga", "paul", "rosa", "sven", "tina", "udo", "vera", "wim");
  private static final byte[][] OUR_DOMAINS =
      Ascii.all("example.net", "example.org", "example.com");
  private static final byte[][] WORDS =
      Ascii.all("offer", "sale", "win", "info", "news", "promo", "deal", "service", "account");
  private static final byte[] AT = Ascii.of("@");
  private static final byte[] DOT = Ascii.of(".");
  private static final byte[] EXAMPLE = Ascii.of(".example");
  private static final byte[] CORP = Ascii.of("corp");
  private static final int CORPS = 400;
  private static final int KNOWN_CAMPAIGNS = 40;

  private final double falseSpam;
  private final double missedSpam;

  Composer(WorldConfig config) {
    this.falseSpam = config.falseSpam();
    this.missedSpam = config.missedSpam();
  }

  Mail compose(Sender sender, Client client, int day, Draws draws) {
    Sender.Content content = sender.content(day);
    boolean isSpam = draws.chance(content.spamShare());
    // A turned server keeps its old letters beside the new bulk.
    boolean isOwnLetter = sender.turn() != null && !isSpam;
    boolean isBulk = content.isBulk() && !isOwnLetter;
    byte[] domain = isOwnLetter ? sender.content().domain() : domain(sender, content, draws);
    byte[] from = from(isBulk, isSpam, domain, draws);
    Authentication authentication = authentication(sender, day, draws);
    return new Mail(
        isSpam,
        from,
        domain,
        helo(sender, client, domain, draws),
        recipients(sender, isSpam, draws),
        messageId(isSpam, domain, draws),
        size(isSpam, isBulk, content, draws),
        digest(isBulk, isSpam, content, day, draws),
        authentication,
        judge(isSpam, content.slyness(), draws));
  }

  /** Returns the name under which a customer authenticates. */
  byte[] user(Sender customer) {
    return Ascii.concat(Ascii.of("mail@"), customer.content().domain());
  }

  /** Returns a name a guesser of passwords would try. */
  byte[] guessedUser(Draws draws) {
    return Ascii.concat(draws.oneOf(NAMES), AT, OUR_DOMAINS[0]);
  }

  private static byte[] domain(Sender sender, Sender.Content content, Draws draws) {
    if (sender.kind() == SenderKind.FORWARDER) {
      return Ascii.concat(CORP, Ascii.decimal(draws.below(CORPS)), EXAMPLE);
    }
    return content.domain();
  }

  private static byte[] from(boolean isBulk, boolean isSpam, byte[] domain, Draws draws) {
    byte[] first = isSpam || isBulk ? draws.oneOf(WORDS) : draws.oneOf(NAMES);
    byte[] second = isBulk || isSpam ? Ascii.hex(draws.bits(), 6) : Ascii.decimal(draws.below(90));
    return Ascii.concat(first, DOT, second, AT, domain);
  }

  private static byte[] helo(Sender sender, Client client, byte[] domain, Draws draws) {
    if (client.hasName()) {
      return client.name();
    }
    return switch (sender.kind()) {
      case ROTATING_SLASH64, DUAL_STACK_SPAMMER -> Ascii.concat(Ascii.of("mx."), domain);
      case BOT_IPV4, BOT_IPV6 -> Ascii.concat(draws.oneOf(NAMES), Ascii.of("-pc"));
      default -> Ascii.of("[192.168.1." + draws.between(2, 90) + "]");
    };
  }

  private static byte[][] recipients(Sender sender, boolean isSpam, Draws draws) {
    int count = draws.chance(0.85) ? 1 : draws.between(2, isSpam ? 5 : 3);
    byte[][] to = new byte[count][];
    byte[] domain =
        sender.submits()
            ? Ascii.concat(CORP, Ascii.decimal(draws.below(CORPS)), EXAMPLE)
            : draws.oneOf(OUR_DOMAINS);
    for (int i = 0; i < count; i++) {
      byte[] number = Ascii.decimal(draws.below(40) * 10 + i); // so that no two are alike
      to[i] = Ascii.concat(draws.oneOf(NAMES), DOT, number, AT, domain);
    }
    return to;
  }

  private static byte[] messageId(boolean isSpam, byte[] domain, Draws draws) {
    long bits = draws.bits();
    byte[] local = Ascii.hex(bits, isSpam ? 10 : 16);
    return Ascii.concat(Ascii.of("<"), local, AT, domain, Ascii.of(">"));
  }

  /** Bulk is of one size but for the recipient's name; letters differ by orders of magnitude. */
  private static int size(boolean isSpam, boolean isBulk, Sender.Content content, Draws draws) {
    if (isBulk) {
      return 3000 + (int) (content.campaign() & 0x7fff) + draws.below(40);
    }
    return (int) StrictMath.min(30_000_000, 900 + 9_000 * draws.logNormal(isSpam ? 0.8 : 1.6));
  }

  private static byte[] digest(
      boolean isBulk, boolean isSpam, Sender.Content content, int day, Draws draws) {
    long campaign =
        isBulk
            ? content.campaign() + wording(isSpam, content, day, draws)
            : isSpam ? draws.below(KNOWN_CAMPAIGNS) + 40L * (day / 3) : draws.bits();
    byte[] first = Ascii.hex(Draws.mix(campaign), 16);
    return Ascii.concat(first, Ascii.hex(Draws.mix(campaign + 1), 16));
  }

  private static long wording(boolean isSpam, Sender.Content content, int day, Draws draws) {
    if (!isSpam) {
      return day;
    }
    return content.isOneMailing() ? 0 : 3L * (day / 2) + draws.below(3);
  }

  private static Authentication authentication(Sender sender, int day, Draws draws) {
    if (draws.chance(sender.posture(day).authenticated())) {
      return Authentication.PASSED;
    }
    if (sender.kind() == SenderKind.FORWARDER) {
      return Authentication.FORWARDED;
    }
    return draws.chance(0.5) ? Authentication.FAILED : Authentication.NONE;
  }

  private FilterVerdict judge(boolean isSpam, double slyness, Draws draws) {
    double missed = StrictMath.min(1, missedSpam * (1 + slyness));
    boolean looksLikeSpam = draws.chance(isSpam ? 1 - missed : falseSpam);
    if (!looksLikeSpam) {
      int lowest = isSpam ? 0 : -500;
      return new FilterVerdict(Action.NO_ACTION, draws.between(lowest, isSpam ? 590 : 250));
    }
    if (draws.chance(isSpam ? 0.6 : 0.1)) {
      return new FilterVerdict(Action.REJECT, draws.between(1500, isSpam ? 3200 : 1700));
    }
    return new FilterVerdict(Action.ADD_HEADER, draws.between(600, 1490));
  }
}
