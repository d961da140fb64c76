package slash64.feed;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;

/**
 * A text file of the feed, line by line. The first line tells the day and the end of validity, and
 * the last one the number of entries: most consumers take a file cut short without complaint, so
 * the loading kit looks for that line.
 */
final class FeedLines {
  private final BufferedWriter to;
  private final String comment;
  private long entries;

  /**
   * Writes the first line.
   *
   * @param comment what begins a comment in this format
   */
  FeedLines(FeedFormat format, FeedNight night, String comment, OutputStream to)
      throws IOException {
    this.to = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.US_ASCII), 1 << 16);
    this.comment = comment;
    line(
        "%s slash64 %s version=%d day=%s valid_until=%s"
            .formatted(
                comment,
                format.file(),
                format.version(),
                night.stamp().day(),
                night.stamp().validUntil()));
  }

  /** Writes a line that is not an entry. */
  void line(CharSequence text) throws IOException {
    to.append(text);
    to.write('\n');
  }

  void entry(CharSequence text) throws IOException {
    line(text);
    entries++;
  }

  /** Writes the last line and returns the number of entries. */
  long end() throws IOException {
    line(comment + " slash64 entries=" + entries);
    to.flush();
    return entries;
  }
}
