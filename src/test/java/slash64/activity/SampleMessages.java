package slash64.activity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import slash64.net.Address;
import slash64.privacy.Messages;
import slash64.testing.SharedSpark;

/** Rows of the table messages, as maps from column to value; what is not named is null. */
public final class SampleMessages {
  static final LocalDate DAY = LocalDate.of(2026, 11, 1);

  private SampleMessages() {}

  /** A delivered message from {@code client} at {@code time}; change what matters to the test. */
  public static Map<String, Object> message(String client, Instant time) {
    Map<String, Object> row = new HashMap<>();
    Address address = Address.parse(client);
    row.put("day", LocalDate.ofInstant(time, ZoneOffset.UTC));
    row.put("time", time);
    row.put("last_time", time.plusSeconds(2));
    row.put("kind", "message");
    row.put("client_ip", client);
    row.put("client_high", address.high());
    row.put("client_low", address.low());
    row.put("connections", 1);
    row.put("recipients", 1);
    row.put("sent", 1);
    row.put("outcome", "sent");
    row.put("status_dsn", "2.0.0");
    row.put("size", 1500L);
    row.put("is_open", false);
    return row;
  }

  /** What anvil told of a client at {@code time}: {@code bits} of 128 are of its network. */
  static Map<String, Object> statistics(String client, Instant time, int bits, int sessions) {
    Map<String, Object> row = new HashMap<>();
    Address address = Address.parse(client).prefix(bits).first();
    row.put("day", LocalDate.ofInstant(time, ZoneOffset.UTC));
    row.put("time", time);
    row.put("last_time", time);
    row.put("kind", "statistics");
    row.put("client_high", address.high());
    row.put("client_low", address.low());
    row.put("client_bits", bits == 128 ? null : bits);
    row.put("concurrent_connections", sessions);
    row.put("connections", 0);
    row.put("customer", "alpha");
    row.put("is_open", false);
    return row;
  }

  /** Returns seeded statistics on {@link #random}'s clients, and some that sent nothing. */
  static List<Map<String, Object>> randomStatistics(long seed, int count, int days) {
    Random random = new Random(seed);
    List<Map<String, Object>> all = new ArrayList<>();
    for (Map<String, Object> message : random(seed, count, days)) {
      String client = (String) message.get("client_ip");
      boolean isIpv4 = Address.parse(client).isIpv4();
      int bits = (Integer) pick(random, 128, 128, isIpv4 ? 120 : 84, isIpv4 ? 104 : 52);
      all.add(statistics(client, (Instant) message.get("time"), bits, 1 + random.nextInt(90)));
      if (random.nextInt(4) == 0) {
        all.add(statistics("2001:db8:1:2::" + all.size(), (Instant) message.get("time"), 128, 100));
      }
    }
    return all;
  }

  public static Dataset<Row> frame(List<Map<String, Object>> messages) {
    String[] names = Messages.SCHEMA.fieldNames();
    List<Row> rows = new ArrayList<>();
    for (Map<String, Object> message : messages) {
      Object[] values = new Object[names.length];
      for (int i = 0; i < names.length; i++) {
        values[i] = message.get(names[i]);
      }
      rows.add(RowFactory.create(values));
    }
    return SharedSpark.session().createDataFrame(rows, Messages.SCHEMA);
  }

  /** Returns seeded messages of every kind from a small, crowded part of the address space. */
  public static List<Map<String, Object>> random(long seed, int count, int days) {
    Random random = new Random(seed);
    List<Map<String, Object>> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant time =
          DAY.atStartOfDay(ZoneOffset.UTC)
              .toInstant()
              .plusMillis((long) (random.nextDouble() * days * 86_400_000L));
      Map<String, Object> row = message(client(random), time);
      row.put("last_time", random.nextInt(4) == 0 ? null : time.plusSeconds(random.nextInt(900)));
      row.put("kind", pick(random, "message", "message", "message", "refused", "connection"));
      row.put("client_name", pick(random, null, "mx1.example.com", "mx2.example.com"));
      row.put(
          "helo",
          pick(
              random,
              null,
              "mx1.example.com",
              "MX1.example.com",
              "host-7.example.net",
              "[192.0.2.1]"));
      row.put("sender_hash", pick(random, null, "", "a1", "b2", "c" + random.nextInt(200)));
      row.put(
          "sender_domain",
          pick(random, null, "example.com", "d" + random.nextInt(150) + ".example.org"));
      row.put(
          "recipient_domain",
          pick(random, null, "example.net", "r" + random.nextInt(9) + ".example"));
      row.put("size", pick(random, null, 0L, 1L, 1500L, 70_000L, 5_000_000_000L));
      row.put("connections", random.nextInt(2));
      for (String count0 :
          List.of(
              "recipients",
              "sent",
              "bounced",
              "deferred",
              "deferrals",
              "rejects",
              "tempfails",
              "auth_failures")) {
        row.put(count0, random.nextInt(5) == 0 ? null : random.nextInt(3));
      }
      row.put("reject_stage", pick(random, null, "RCPT", "CONNECT", "END-OF-MESSAGE", "XYZ"));
      row.put("reject_class", pick(random, null, "unknown_user", "blocklist", "new_class"));
      row.put("reject_dsn", pick(random, null, "5.7.1", "4.2.0"));
      row.put("status_dsn", pick(random, null, "2.0.0", "5.1.1", "4.4.1", "5.0.0", "bad"));
      row.put("outcome", pick(random, null, "sent", "bounced", "deferred", "rejected", "weird"));
      row.put("verdict", pick(random, null, "spam", "ham", "skipped", "unsure"));
      row.put("score", pick(random, null, 0.1, -3.25, 15.999, Double.NaN, 1e9));
      row.put("spf", pick(random, null, "pass", "fail", "softfail", "nonsense"));
      row.put("dkim", pick(random, null, "pass", "none"));
      row.put("dmarc", pick(random, null, "pass", "fail"));
      row.put("tls_version", pick(random, null, "TLSv1.3", "TLSv1.2", "SSLv3"));
      row.put(
          "tls_cipher",
          pick(
              random,
              null,
              "TLS_AES_256_GCM_SHA384",
              "ECDHE-RSA-CHACHA20-POLY1305",
              "DHE-RSA-AES256-SHA",
              "AES128-GCM-SHA256",
              "DES-CBC3-SHA",
              "ADH-AES256-GCM-SHA384"));
      row.put(
          "tls_certificate",
          pick(random, null, "verified", "untrusted", "unverified", "none", "expired"));
      if (random.nextInt(9) == 0) {
        row.put("recipients", 101);
      }
      row.put("digest", pick(random, null, "d1", "d2", "e" + random.nextInt(100)));
      row.put("customer", pick(random, null, "alpha", "beta"));
      messages.add(row);
    }
    return messages;
  }

  private static String client(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> "192.0.2." + random.nextInt(256);
      case 1 -> "198.51.100." + random.nextInt(4);
      case 2 ->
          "2001:db8:%x:%x::%x"
              .formatted(random.nextInt(3), random.nextInt(0x300), random.nextInt(4));
      case 3 ->
          "2001:db8:7:7:%x:%x:%x:%x"
              .formatted(
                  random.nextInt(0x1_0000),
                  random.nextInt(0x1_0000),
                  random.nextInt(0x1_0000),
                  random.nextInt(0x1_0000));
      default -> random.nextBoolean() ? "::1" : "2001:db9:%x::25".formatted(random.nextInt(40));
    };
  }

  private static Object pick(Random random, Object... values) {
    return values[random.nextInt(values.length)];
  }
}
