package slash64.activity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.types.UTF8String;
import slash64.net.Address;
import slash64.net.Prefix;

/**
 * What the table prefix_activity should hold, counted the slow and obvious way: for every row
 * expected, all messages are gone through again for every column.
 */
final class SlowRecount {
  private static final int[] IPV6 = {128, 64, 56, 48, 32};
  private static final int[] IPV4 = {128, 120};

  private SlowRecount() {}

  /** Returns the expected columns by day, level, prefix and whether it is a rest. */
  static Map<String, Map<String, Object>> prefixes(List<Map<String, Object>> messages, int named) {
    Map<String, List<Map<String, Object>>> groups = new TreeMap<>();
    for (Map<String, Object> message : messages) {
      if ("statistics".equals(message.get("kind"))) {
        continue;
      }
      Address address = address(message);
      for (int bits : address.isIpv4() ? IPV4 : IPV6) {
        groups
            .computeIfAbsent(
                key(message.get("day"), bits, address.prefix(bits), false), k -> new ArrayList<>())
            .add(message);
      }
    }
    cutToNamed(groups, named);
    Map<String, Map<String, Object>> expected = new TreeMap<>();
    groups.forEach(
        (key, group) -> {
          Map<String, Object> row = row(key, group);
          row.put("max_concurrent_connections", concurrent(row, group, messages));
          expected.put(key, row);
        });
    return expected;
  }

  /** Of a prefix all that was told of it or of networks in it, of a rest what of its addresses. */
  private static Long concurrent(
      Map<String, Object> row,
      List<Map<String, Object>> group,
      List<Map<String, Object>> messages) {
    Set<Address> addresses = group.stream().map(SlowRecount::address).collect(Collectors.toSet());
    Prefix prefix = Prefix.parse((String) row.get("prefix"));
    return messages.stream()
        .filter(m -> "statistics".equals(m.get("kind")) && m.get("day").equals(row.get("day")))
        .filter(m -> address(m).isIpv4() == prefix.isIpv4())
        .filter(
            m -> {
              int bits = m.get("client_bits") == null ? 128 : (Integer) m.get("client_bits");
              return Boolean.TRUE.equals(row.get("is_rest"))
                  ? bits == 128 && addresses.contains(address(m))
                  : bits >= prefix.length() && prefix.contains(address(m).prefix(128));
            })
        .map(m -> ((Integer) m.get("concurrent_connections")).longValue())
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  static String key(Object day, int bits, Prefix prefix, boolean isRest) {
    return "%s %d %s %s".formatted(day, bits, prefix, isRest);
  }

  private static void cutToNamed(Map<String, List<Map<String, Object>>> groups, int named) {
    Map<String, List<String>> addressesOf64 = new TreeMap<>();
    groups.forEach(
        (key, group) -> {
          if (key.contains(" 128 ") && !address(group.get(0)).isIpv4()) {
            String subnet =
                key(group.get(0).get("day"), 128, address(group.get(0)).prefix(64), true);
            addressesOf64.computeIfAbsent(subnet, k -> new ArrayList<>()).add(key);
          }
        });
    addressesOf64.forEach(
        (subnet, keys) -> {
          keys.sort(
              Comparator.comparingLong((String key) -> -weight(groups.get(key)))
                  .thenComparing(key -> address(groups.get(key).get(0))));
          for (String key : keys.subList(Math.min(named, keys.size()), keys.size())) {
            groups.computeIfAbsent(subnet, k -> new ArrayList<>()).addAll(groups.remove(key));
          }
        });
  }

  private static long weight(List<Map<String, Object>> group) {
    return group.stream().filter(SlowRecount::isTransaction).count() + sum(group, "connections");
  }

  static Map<String, Object> row(String key, List<Map<String, Object>> group) {
    Map<String, Object> row = counts(group);
    String[] parts = key.split(" ", -1);
    int bits = Integer.parseInt(parts[1]);
    Prefix prefix = Prefix.parse(parts[2]);
    boolean isRest = parts[3].equals("true");
    row.put("day", LocalDate.parse(parts[0]));
    row.put("prefix", parts[2]);
    row.put("prefix_key", prefix.key());
    row.put("prefix_high", prefix.high());
    row.put("prefix_low", prefix.low());
    row.put("bits", bits);
    row.put("length", prefix.isIpv4() ? bits - 96 : bits);
    row.put("family", prefix.isIpv4() ? 4 : 6);
    row.put("is_rest", isRest);
    row.put("subnets", bits == 128 || prefix.isIpv4() ? 0L : distinctPrefixes(group, 64));
    row.put(
        "children",
        switch (bits) {
          case 128 -> isRest ? distinctPrefixes(group, 128) : 0L;
          case 64, 120 -> distinctPrefixes(group, 128);
          case 56 -> distinctPrefixes(group, 64);
          case 48 -> distinctPrefixes(group, 56);
          default -> distinctPrefixes(group, 48);
        });
    row.put(
        "bad_children",
        switch (bits) {
          case 128 -> isRest ? badPrefixes(group, 128) : 0L;
          case 64, 120 -> badPrefixes(group, 128);
          case 56 -> badPrefixes(group, 64);
          case 48 -> badPrefixes(group, 56);
          default -> badPrefixes(group, 48);
        });
    Map<String, Long> kinds = new TreeMap<>();
    if (!prefix.isIpv4()) {
      Set<Address> addresses = group.stream().map(SlowRecount::address).collect(Collectors.toSet());
      for (Address address : addresses) {
        kinds.merge(
            InterfaceIdentifier.of(address.low()).name().toLowerCase(Locale.ROOT), 1L, Long::sum);
      }
    }
    row.put("interface_identifiers", kinds);
    return row;
  }

  /** The columns that prefixes and customers share. */
  static Map<String, Object> counts(List<Map<String, Object>> group) {
    List<Map<String, Object>> messages =
        group.stream().filter(m -> "message".equals(m.get("kind"))).toList();
    List<Map<String, Object>> transactions =
        group.stream().filter(SlowRecount::isTransaction).toList();
    Map<String, Object> row = new TreeMap<>();
    row.put("connections", sum(group, "connections"));
    row.put("auth_failures", sum(group, "auth_failures"));
    row.put(
        "customers_auth_failures",
        sum(group.stream().filter(m -> m.get("customer") != null).toList(), "auth_failures"));
    row.put("rejects", sum(group, "rejects"));
    row.put("tempfails", sum(group, "tempfails"));
    row.put("transactions", (long) transactions.size());
    row.put("messages", (long) messages.size());
    for (String column : List.of("recipients", "sent", "bounced", "deferred", "deferrals")) {
      row.put(column, sum(messages, column));
    }
    row.put(
        "customers_bounced",
        sum(
            messages.stream()
                .filter(m -> "submission".equals(m.get("direction")) || m.get("customer") != null)
                .toList(),
            "bounced"));
    row.put("bytes", sum(messages, "size"));
    row.put("spam", count(transactions, m -> "spam".equals(m.get("verdict"))));
    row.put("ham", count(transactions, m -> "ham".equals(m.get("verdict"))));
    row.put("unscanned", count(messages, SlowRecount::isUnscanned));
    row.put(
        "unscanned_inbound",
        count(
            messages,
            m ->
                isUnscanned(m)
                    && "inbound".equals(m.get("direction"))
                    && m.get("outcome") != null
                    && !"discarded".equals(m.get("outcome"))));
    row.put("null_senders", count(transactions, m -> "".equals(m.get("sender_hash"))));
    row.put("named", count(transactions, m -> m.get("client_name") != null));
    row.put(
        "helo_matches",
        count(
            transactions,
            m ->
                m.get("client_name") != null
                    && m.get("helo") != null
                    && ((String) m.get("client_name")).equalsIgnoreCase((String) m.get("helo"))));
    row.put(
        "unaligned",
        count(
            transactions,
            m ->
                ("pass".equals(m.get("spf")) || "pass".equals(m.get("dkim")))
                    && "fail".equals(m.get("dmarc"))));
    row.put("ipsec", 0L);
    row.put("carried", 0L);
    row.put("carried_spam", 0L);
    row.put("carried_ham", 0L);
    addScores(transactions, row);
    addTimes(group, row);
    addDistincts(group, row);
    addBreakdowns(group, messages, transactions, row);
    addFeatures(messages, transactions, row);
    return row;
  }

  private static boolean isUnscanned(Map<String, Object> message) {
    return !List.of("spam", "ham", "unsure").contains(message.get("verdict") + "")
        && !List.of("rejected", "tempfailed").contains(message.get("outcome") + "");
  }

  private static void addScores(List<Map<String, Object>> transactions, Map<String, Object> row) {
    long scored = 0;
    long unsure = 0;
    double sum = 0;
    double squares = 0;
    for (Map<String, Object> message : transactions) {
      Double score = (Double) message.get("score");
      if (score != null && !score.isNaN()) {
        double held = Math.round(Math.min(1000, Math.max(-1000, score)) * 100) / 100.0;
        scored++;
        unsure += List.of("spam", "ham").contains(String.valueOf(message.get("verdict"))) ? 0 : 1;
        sum += held;
        squares += held * held;
      }
    }
    row.put("scored", scored);
    row.put("unsure", unsure);
    row.put("score_sum", sum);
    row.put("score_square_sum", squares);
  }

  private static void addTimes(List<Map<String, Object>> group, Map<String, Object> row) {
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;
    int hours = 0;
    for (Map<String, Object> message : group) {
      Instant time = (Instant) message.get("time");
      Instant end = message.get("last_time") == null ? time : (Instant) message.get("last_time");
      first = time.isBefore(first) ? time : first;
      last = end.isAfter(last) ? end : last;
      hours |= 1 << time.atZone(ZoneOffset.UTC).getHour();
    }
    row.put("first_seen", first);
    row.put("last_seen", last);
    row.put("hours", hours);
  }

  private static void addDistincts(List<Map<String, Object>> group, Map<String, Object> row) {
    row.put("distinct_addresses", distinct(group, SlowRecount::address));
    row.put(
        "distinct_senders",
        distinct(group, m -> "".equals(m.get("sender_hash")) ? null : m.get("sender_hash")));
    row.put("distinct_sender_domains", distinct(group, m -> m.get("sender_domain")));
    row.put("distinct_recipient_domains", distinct(group, m -> m.get("recipient_domain")));
    row.put("distinct_helos", distinct(group, m -> m.get("helo")));
  }

  private static void addBreakdowns(
      List<Map<String, Object>> group,
      List<Map<String, Object>> messages,
      List<Map<String, Object>> transactions,
      Map<String, Object> row) {
    Function<Map<String, Object>, Long> refusals =
        m -> number(m, "rejects") + number(m, "tempfails");
    row.put(
        "refusals_by_stage",
        split(
            group,
            m -> known(m.get("reject_stage"), "other", "rcpt", "connect", "end-of-message"),
            refusals));
    row.put(
        "refusals_by_class",
        split(
            group,
            m -> known(m.get("reject_class"), "other", "unknown_user", "blocklist"),
            refusals));
    row.put("bounces_by_status", split(messages, SlowRecount::subject, m -> number(m, "bounced")));
    row.put(
        "deferrals_by_status", split(messages, SlowRecount::subject, m -> number(m, "deferred")));
    for (String column : List.of("spf", "dkim", "dmarc")) {
      row.put(
          column,
          split(
              transactions,
              m -> known(m.get(column), "not_logged", "pass", "fail", "softfail", "none"),
              m -> m.get(column) != null || "message".equals(m.get("kind")) ? 1L : 0L));
    }
    row.put(
        "tls",
        split(
            transactions,
            m -> known(m.get("tls_version"), "not_logged", "tlsv1.3", "tlsv1.2"),
            m -> 1L));
    row.put(
        "ciphers",
        split(
            transactions,
            m ->
                switch (String.valueOf(m.get("tls_cipher"))) {
                  case "TLS_AES_256_GCM_SHA384", "ECDHE-RSA-CHACHA20-POLY1305" -> "modern";
                  case "DHE-RSA-AES256-SHA" -> "forward_secret";
                  case "AES128-GCM-SHA256" -> "static_key";
                  case "DES-CBC3-SHA", "ADH-AES256-GCM-SHA384" -> "weak";
                  default -> "not_logged";
                },
            m -> m.get("tls_version") == null ? 0L : 1L));
    row.put(
        "certificates",
        split(
            transactions,
            m ->
                known(
                    m.get("tls_certificate"),
                    "not_logged",
                    "verified",
                    "untrusted",
                    "unverified",
                    "none"),
            m -> m.get("tls_version") == null ? 0L : 1L));
    row.put(
        "recipients_per_message",
        split(messages, SlowRecount::recipients, m -> number(m, "recipients") > 0 ? 1L : 0L));
  }

  private static String recipients(Map<String, Object> message) {
    long recipients = number(message, "recipients");
    return recipients <= 2 ? Long.toString(recipients) : recipients <= 5 ? "3-5" : "over 100";
  }

  private static String known(Object value, String missing, String... known) {
    if (value == null) {
      return missing;
    }
    String lower = ((String) value).toLowerCase(Locale.ROOT);
    return List.of(known).contains(lower) ? lower : "other";
  }

  private static String subject(Map<String, Object> message) {
    return switch (String.valueOf(message.get("status_dsn"))) {
      case "5.1.1" -> "address";
      case "4.4.1" -> "network";
      default -> "other";
    };
  }

  private static void addFeatures(
      List<Map<String, Object>> messages,
      List<Map<String, Object>> transactions,
      Map<String, Object> row) {
    addFeature("content_digests", transactions, m -> hashed(m.get("digest")), row);
    addFeature("sender_domains", transactions, m -> hashed(m.get("sender_domain")), row);
    addFeature("recipient_domains", transactions, m -> hashed(m.get("recipient_domain")), row);
    addFeature(
        "size_classes",
        messages,
        m -> number(m, "size") == 0 ? null : Long.toBinaryString(number(m, "size")).length() - 1,
        row);
    addFeature(
        "helo_shapes",
        transactions,
        m -> m.get("helo") == null ? null : HeloShape.cell((String) m.get("helo")),
        row);
    addFeature("replies", transactions, SlowRecount::reply, row);
    addFeature(
        "authentication",
        transactions,
        m ->
            256
                    * result(
                        m.get("spf"),
                        "pass",
                        "fail",
                        "softfail",
                        "neutral",
                        "none",
                        "temperror",
                        "permerror")
                + 16 * result(m.get("dkim"), "pass", "fail", "none", "temperror", "permerror")
                + result(m.get("dmarc"), "pass", "fail", "none", "temperror", "permerror"),
        row);
  }

  private static int result(Object value, String... names) {
    int index = List.of(names).indexOf(String.valueOf(value));
    return value == null ? names.length : index < 0 ? names.length + 1 : index;
  }

  private static Integer reply(Map<String, Object> message) {
    List<String> outcomes =
        List.of("none", "sent", "bounced", "deferred", "rejected", "tempfailed", "discarded");
    int outcome = Math.max(0, outcomes.indexOf(String.valueOf(message.get("outcome"))));
    Object status =
        message.get("status_dsn") == null ? message.get("reject_dsn") : message.get("status_dsn");
    int code =
        switch (String.valueOf(status)) {
          case "2.0.0" -> 0x20;
          case "5.1.1" -> 0x51;
          case "4.4.1" -> 0x44;
          case "5.0.0" -> 0x50;
          case "5.7.1" -> 0x57;
          case "4.2.0" -> 0x42;
          default -> 0;
        };
    return 256 * outcome + code;
  }

  private static Integer hashed(Object value) {
    if (value == null) {
      return null;
    }
    UTF8String text = UTF8String.fromString((String) value);
    return (int) XXH64.hashUTF8String(text, 42L) & 0xffff;
  }

  private static void addFeature(
      String name,
      List<Map<String, Object>> messages,
      Function<Map<String, Object>, Integer> cell,
      Map<String, Object> row) {
    Map<Integer, Long> counts = new TreeMap<>();
    for (Map<String, Object> message : messages) {
      Integer found = cell.apply(message);
      if (found != null) {
        counts.merge(found, 1L, Long::sum);
      }
    }
    List<Integer> byCount = new ArrayList<>(counts.keySet());
    byCount.sort(Comparator.comparingLong((Integer c) -> -counts.get(c)).thenComparing(c -> c));
    Map<Integer, Long> kept = new TreeMap<>();
    byCount.stream().limit(32).forEach(c -> kept.put(c, counts.get(c)));
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    row.put(name + "_cells", kept);
    row.put(name + "_rest", all - kept.values().stream().mapToLong(Long::longValue).sum());
  }

  private static Map<String, Long> split(
      List<Map<String, Object>> group,
      Function<Map<String, Object>, String> name,
      Function<Map<String, Object>, Long> amount) {
    Map<String, Long> counts = new TreeMap<>();
    for (Map<String, Object> message : group) {
      if (amount.apply(message) > 0) {
        counts.merge(name.apply(message), amount.apply(message), Long::sum);
      }
    }
    return counts;
  }

  static Address address(Map<String, Object> message) {
    return new Address((Long) message.get("client_high"), (Long) message.get("client_low"));
  }

  private static boolean isTransaction(Map<String, Object> message) {
    return "message".equals(message.get("kind")) || "refused".equals(message.get("kind"));
  }

  private static long number(Map<String, Object> message, String column) {
    Number number = (Number) message.get(column);
    return number == null ? 0 : number.longValue();
  }

  private static long sum(List<Map<String, Object>> group, String column) {
    return group.stream().mapToLong(m -> number(m, column)).sum();
  }

  private static long count(
      List<Map<String, Object>> group, Function<Map<String, Object>, Boolean> condition) {
    return group.stream().filter(condition::apply).count();
  }

  private static long distinct(
      List<Map<String, Object>> group, Function<Map<String, Object>, Object> value) {
    Set<Object> values = new HashSet<>();
    group.forEach(m -> values.add(value.apply(m)));
    values.remove(null);
    return values.size();
  }

  private static long badPrefixes(List<Map<String, Object>> group, int bits) {
    Map<Prefix, Long> excess = new TreeMap<>();
    for (Map<String, Object> message : group) {
      Object verdict = isTransaction(message) ? message.get("verdict") : null;
      long sign = "spam".equals(verdict) ? 1 : "ham".equals(verdict) ? -1 : 0;
      excess.merge(address(message).prefix(bits), sign, Long::sum);
    }
    return excess.values().stream().filter(value -> value > 0).count();
  }

  private static long distinctPrefixes(List<Map<String, Object>> group, int bits) {
    return new TreeSet<>(group.stream().map(m -> address(m).prefix(bits)).toList()).size();
  }
}
