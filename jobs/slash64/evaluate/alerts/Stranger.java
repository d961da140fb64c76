package slash64.evaluate.alerts;

/** Who is behind an injected event: the same mail on every day and in every place of it. */
final class Stranger {
  private static final int CELLS = 1 << 16;

  private final MailMix mix;
  private final int bulk;
  private final double badShare;

  Stranger(Injected event) {
    Chance own = new Chance(event.code());
    mix = new MailMix(MailMix.Variety.OWN, 60, own.share(), own);
    bulk = own.happens(0.4) ? own.below(CELLS) : -1;
    badShare = own.happens(0.5) ? own.between(0.3, 0.9) : 0.05;
  }

  MailMix mix() {
    return mix;
  }

  /** Returns the digest of all its mail, or -1 where it varies. */
  int bulk() {
    return bulk;
  }

  double badShare() {
    return badShare;
  }
}
