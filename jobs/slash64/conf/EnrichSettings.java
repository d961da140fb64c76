package slash64.conf;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slash64.net.Prefix;

/**
 * What is known beside the logs: files of others, the operator's own lists, and which prefixes are
 * ours or protected.
 *
 * @param asn file that tells autonomous systems
 * @param country file that tells countries
 * @param delegated files of the regional internet registries, by any name
 * @param lists lists of prefixes, by the name they are shown under
 * @param allow the operator's allow list
 * @param deny the operator's deny list
 * @param ownBlocks prefixes of ours, by any name
 * @param ipsec prefixes of clients that come through IPsec, by any name
 */
public record EnrichSettings(
    Optional<Path> asn,
    Optional<Path> country,
    Map<String, Optional<Path>> delegated,
    Map<String, Optional<Path>> lists,
    Optional<Path> allow,
    Optional<Path> deny,
    Map<String, Prefix> ownBlocks,
    Map<String, Prefix> ipsec) {
  static final Setting<Optional<Path>> ASN =
      new Setting<>(
          "enrich.asn",
          SettingType.fileOrNone(),
          Optional.empty(),
          "",
          "Autonomous systems, MMDB (GeoLite2-ASN) or CSV (prefix,asn,organisation). Empty, or no"
              + " such file: the columns stay empty.");
  static final Setting<Optional<Path>> COUNTRY =
      new Setting<>(
          "enrich.country",
          SettingType.fileOrNone(),
          Optional.empty(),
          "",
          "Countries, MMDB (GeoLite2-Country) or CSV (prefix,country). Empty: the registries'.");
  static final Setting<Optional<Path>> ALLOW =
      new Setting<>(
          "operator.allow",
          SettingType.fileOrNone(),
          Optional.empty(),
          "",
          "Our own allow list, CSV (prefix,owner,note,expires). It wins over all that is inferred;"
              + " a file that is missing ends the night with status 2.");
  static final Setting<Optional<Path>> DENY =
      new Setting<>(
          "operator.deny",
          SettingType.fileOrNone(),
          Optional.empty(),
          "",
          "Our own deny list, the same. Of one prefix on both lists the allow list wins.");
  static final MapSetting<Optional<Path>> DELEGATED =
      new MapSetting<>(
          "enrich.delegated",
          "registries",
          SettingType.fileOrNone(),
          Map.of(),
          "Delegated-extended statistics of the regional internet registries, a file each.");
  static final MapSetting<Optional<Path>> LISTS =
      new MapSetting<>(
          "enrich.lists",
          "lists",
          SettingType.fileOrNone(),
          Map.of(),
          "Lists of prefixes to show beside a prefix: DROP and DROPv6 (JSON lines), CSV, or one"
              + " prefix a line.");
  static final MapSetting<Prefix> OWN_BLOCKS =
      new MapSetting<>(
          "registry.own_blocks",
          "blocks",
          SettingType.prefix(),
          Map.of(),
          "Prefixes of ours. Mail from them that no allocation covers is told. What the allocations"
              + " show to be handed out in parts counts as ours anyway.");
  static final MapSetting<Prefix> IPSEC =
      new MapSetting<>(
          "transport.ipsec",
          "links",
          SettingType.prefix(),
          Map.of(),
          "Prefixes of clients whose packets come through IPsec, which no mail log can show.");
  static final List<Setting<?>> SINGLE = List.of(ASN, COUNTRY, ALLOW, DENY);
  static final List<MapSetting<?>> MAPS = List.of(DELEGATED, LISTS, OWN_BLOCKS, IPSEC);

  /** Reads what is in force. */
  public static EnrichSettings of(Settings settings) {
    return new EnrichSettings(
        settings.get(ASN),
        settings.get(COUNTRY),
        settings.get(DELEGATED),
        settings.get(LISTS),
        settings.get(ALLOW),
        settings.get(DENY),
        settings.get(OWN_BLOCKS),
        settings.get(IPSEC));
  }
}
