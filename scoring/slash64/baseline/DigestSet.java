package slash64.baseline;

import java.util.Arrays;

/** Hashes of digests known as wanted bulk. Small enough to send to every worker of a cluster. */
public final class DigestSet {

  public static final DigestSet NONE = of();

  private final int[] hashes;

  private DigestSet(int[] hashes) {
    this.hashes = hashes;
  }

  /** Returns the set of these hashes, in any order, repeated or not. */
  public static DigestSet of(int... hashes) {
    int[] sorted = hashes.clone();
    Arrays.sort(sorted);
    return new DigestSet(sorted);
  }

  /** Looks up by bisection. */
  public boolean contains(int hash) {
    return Arrays.binarySearch(hashes, hash) >= 0;
  }
}
