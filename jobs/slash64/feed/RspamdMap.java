package slash64.feed;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/**
 * {@code rspamd.map.zst} for a multimap of type {@code ip}: {@code PREFIX SYMBOL:SCORE}, compressed
 * with Zstandard. The longest prefix matches.
 *
 * <p>It is compressed because Rspamd 3.4 reads a plain map in pieces of a mebibyte and loses lines
 * at their edges, while a compressed one is read whole. Every symbol carries its score, because one
 * without a score counts +1, and {@code SLASH64_TRUSTED} would then count against the sender.
 */
public final class RspamdMap implements FeedFormat {
  private static final int LEVEL = 3;

  @Override
  public String name() {
    return "rspamd";
  }

  @Override
  public String file() {
    return "rspamd.map.zst";
  }

  @Override
  public long limit() {
    return 1_000_000; // 1 s and 150 MB a process
  }

  @Override
  public long write(FeedNight night, OutputStream to) throws IOException {
    try (ZstdOutputStream zstd = new ZstdOutputStream(new OpenEnded(to), LEVEL)) {
      FeedLines lines = new FeedLines(this, night, "#", zstd);
      for (PolicyEntry entry : LongestFirst.both(night)) {
        lines.entry(entry.prefix() + " " + symbol(entry.tier()));
      }
      return lines.end();
    }
  }

  private static String symbol(Tier tier) {
    return switch (tier) {
      case TRUSTED -> "SLASH64_TRUSTED:-3.0";
      case NEUTRAL -> "SLASH64_NEUTRAL:0.0";
      case THROTTLE -> "SLASH64_THROTTLE:2.0";
      case GREYLIST -> "SLASH64_GREYLIST:4.0";
      case REJECT -> "SLASH64_REJECT:8.0";
    };
  }

  /** Closing the frame must not close the file. */
  private static final class OpenEnded extends FilterOutputStream {
    OpenEnded(OutputStream to) {
      super(to);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
