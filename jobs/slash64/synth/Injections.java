package slash64.synth;

/**
 * How many events are put into a world on purpose, beyond what its senders do anyway. Each has its
 * row in {@code truth/events.ndjson}, on a day after the first third of the world.
 *
 * @param volumeSpikes days on which a steady good sender sends 4 to 40 times as much
 * @param contentShifts servers that send something else from some day on, volume unchanged
 * @param contentSpikes servers that from some day on send something else, and 4 to 12 times as much
 * @param rotations spammers that begin to rotate inside a /64
 * @param snowshoes /48 that begin to send from hundreds of /64
 * @param campaigns mailings of the same content from 40 unrelated prefixes over two days
 */
public record Injections(
    int volumeSpikes,
    int contentShifts,
    int contentSpikes,
    int rotations,
    int snowshoes,
    int campaigns) {

  public static final Injections NONE = new Injections(0, 0, 0, 0, 0, 0);

  public Injections {
    int least =
        StrictMath.min(
            StrictMath.min(volumeSpikes, StrictMath.min(contentShifts, contentSpikes)),
            StrictMath.min(rotations, StrictMath.min(snowshoes, campaigns)));
    if (least < 0) {
      throw new IllegalArgumentException(
          "Cannot make a world: one of the injections is %d (need 0 or more)".formatted(least));
    }
  }
}
