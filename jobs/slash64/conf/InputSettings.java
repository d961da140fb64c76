package slash64.conf;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slash64.maillog.envelope.TimeZones;

/**
 * How archives are read.
 *
 * @param zones time zone by log host, {@code *} for hosts that are not named
 * @param refusedShareLimit largest share of lines that may be refused at the beginnings of all new
 *     archives together, in [0, 1]; of a single one it is warned beyond it
 * @param keepsDamaged whether an archive that breaks off counts as far as it goes
 */
public record InputSettings(
    Map<String, ZoneId> zones, double refusedShareLimit, boolean keepsDamaged) {
  static final Setting<Double> REFUSED_SHARE_LIMIT =
      new Setting<>(
          "input.refused_share_limit",
          SettingType.number(0, 1),
          0.2,
          "share of lines",
          "With more refused lines than this at the beginnings of all new archives together, they are"
              + " no mail logs: the night ends with status 3 rather than judge by half a log. An"
              + " archive that alone has more is warned of. Lines of programs that have nothing to do"
              + " with mail do not count.");
  static final MapSetting<ZoneId> TIME_ZONES =
      new MapSetting<>(
          "input.time_zones",
          "log hosts",
          SettingType.zone(),
          Map.of("*", ZoneId.of("UTC")),
          "Time zone of stamps that carry none (RFC 3164), by log host; * stands for all others.");
  static final Setting<Boolean> KEEP_DAMAGED =
      new Setting<>(
          "input.keep_damaged",
          SettingType.flag(),
          true,
          "",
          "Take in an archive that breaks off as far as it can be read; the rest follows once it is"
              + " whole. Without it the night ends with status 3.");
  static final List<Setting<?>> SINGLE = List.of(REFUSED_SHARE_LIMIT, KEEP_DAMAGED);

  /** Reads what is in force. */
  public static InputSettings of(Settings settings) {
    return new InputSettings(
        settings.get(TIME_ZONES), settings.get(REFUSED_SHARE_LIMIT), settings.get(KEEP_DAMAGED));
  }

  /** Returns the zones as the reader wants them. */
  public TimeZones timeZones() {
    Map<String, ZoneId> byHost = new HashMap<>(zones);
    ZoneId others = byHost.remove("*");
    return new TimeZones(byHost, others == null ? ZoneOffset.UTC : others.normalized());
  }
}
