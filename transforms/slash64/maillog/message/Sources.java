package slash64.maillog.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slash64.maillog.line.Bytes;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * Numbers the pairs of host and server instance that lines come from: a queue id is unique within
 * one. Lines of few sources alternate (a server and its filter), so the last pairs are remembered
 * as bytes.
 */
final class Sources {
  private static final int RECENT = 8;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, List<Integer>> byHost = new HashMap<>();
  private final List<Integer> hostless = new ArrayList<>();
  private final List<Integer> all = new ArrayList<>();
  private final List<List<Integer>> siblings = new ArrayList<>();
  private final byte[][] recent = new byte[RECENT][];
  private final int[] recentNumbers = new int[RECENT];
  private int oldest;

  /** By {@link LogLine#tag}: the number plus one. */
  private final int[] byTag = new int[LogLine.TAGS];

  /** Returns the number of the line's source. */
  int of(LogLine line) {
    int tag = line.tag();
    if (tag < 0) {
      return find(line);
    }
    if (byTag[tag] == 0) {
      byTag[tag] = find(line) + 1;
    }
    return byTag[tag] - 1;
  }

  private int find(LogLine line) {
    if (!isPlain(line, Field.HOST) || !isPlain(line, Field.PROGRAM)) {
      return number(line);
    }
    byte[] b = line.bytes();
    int from = line.from(Field.HOST);
    int to = line.to(Field.PROGRAM);
    int slash = Bytes.indexOf(b, line.from(Field.PROGRAM), to, '/');
    int end = slash < 0 ? to : slash;
    for (int i = 0; i < RECENT; i++) {
      if (recent[i] != null && Bytes.equal(b, from, end, recent[i])) {
        return recentNumbers[i];
      }
    }
    int number = number(line);
    recent[oldest] = Arrays.copyOfRange(b, from, end);
    recentNumbers[oldest] = number;
    oldest = (oldest + 1) % RECENT;
    return number;
  }

  /**
   * Returns the sources on the host of this one, itself included; a source whose lines name no
   * host, as in Rspamd's and Exim's own files, may be on any.
   */
  List<Integer> onSameHost(int source) {
    return siblings.get(source);
  }

  private static boolean isPlain(LogLine line, Field field) {
    return line.has(field) && line.word(field) == null;
  }

  private int number(LogLine line) {
    String host = String.valueOf(line.string(Field.HOST));
    String key = host + ' ' + instance(line);
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    int number = numbers.size();
    numbers.put(key, number);
    List<Integer> group = all;
    if (line.has(Field.HOST)) {
      group = byHost.computeIfAbsent(host, h -> new ArrayList<>(hostless));
      group.add(number);
    } else {
      hostless.add(number);
      byHost.values().forEach(others -> others.add(number));
    }
    all.add(number);
    siblings.add(group);
    return number;
  }

  private static String instance(LogLine line) {
    String program = String.valueOf(line.string(Field.PROGRAM));
    int slash = program.indexOf('/');
    return slash < 0 ? program : program.substring(0, slash);
  }
}
