package slash64.maillog.archive;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Arbitrary bytes are unpacked and cut into lines: all that can be had comes, then the end or
 * damage that is told, never another error and never more than the limit allows.
 */
@EnabledIfSystemProperty(named = "slash64.slow", matches = "true")
final class ArchiveFuzzTest {
  private static final byte[][] HEADS = {
    {},
    {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3},
    {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd},
    {'B', 'Z', 'h', '9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59},
    {(byte) 0xfd, '7', 'z', 'X', 'Z', 0},
  };
  private static final ExpansionLimit LIMIT = new ExpansionLimit(1 << 20, 100);

  /** The first byte tells which packing's first bytes are put before the others. */
  @FuzzTest(maxDuration = "10m")
  void anyBytesAreAnArchive(byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      return;
    }
    byte[] head = HEADS[Math.floorMod(bytes[0], HEADS.length)];
    byte[] all = new byte[head.length + bytes.length - 1];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(bytes, 1, all, head.length, bytes.length - 1);
    try (LineScanner lines =
        new LineScanner(TextStream.open(new ByteArrayInputStream(all), LIMIT))) {
      while (lines.next()) {
        if (lines.end() - lines.start() > LineScanner.LONGEST || lines.end() < lines.start()) {
          throw new IllegalStateException("line at " + lines.start() + " to " + lines.end());
        }
      }
    } catch (DamagedArchiveException e) {
      if (e.compressedOffset() < 0) {
        throw new IllegalStateException("damage before the archive's head", e);
      }
    }
  }
}
