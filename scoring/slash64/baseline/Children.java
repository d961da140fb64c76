package slash64.baseline;

/**
 * The parts of a prefix that were heard on one day: addresses of a /64, /64s of anything wider; not
 * known of the /32 of a giant subtree.
 *
 * @param active parts that sent
 * @param fresh of these, parts never heard before
 * @param bad of these, parts most of whose judged messages were spam or refused
 * @param alike of these, parts that send what most of the others send: the same digest, or the same
 *     sender domain and HELO shape
 * @param random of these, parts whose interface identifier looks drawn at random; 0 above /64
 * @param effective how many equal parts would be as spread out: e to the entropy of messages over
 *     parts, from 1 to active; 0 when none sent
 */
public record Children(int active, int fresh, int bad, int alike, int random, double effective) {

  public static final Children NONE = new Children(0, 0, 0, 0, 0, 0);

  public Children {
    if (active < 0
        || isNoPart(fresh, active)
        || isNoPart(bad, active)
        || isNoPart(alike, active)
        || isNoPart(random, active)
        || !(effective >= 0 && effective <= active + 1e-6)) {
      throw new IllegalArgumentException(
          "Cannot count children: %d active, %d fresh, %d bad, %d alike, %d random, %s effective (none may exceed active)"
              .formatted(active, fresh, bad, alike, random, effective));
    }
  }

  private static boolean isNoPart(int part, int whole) {
    return part < 0 || part > whole;
  }
}
