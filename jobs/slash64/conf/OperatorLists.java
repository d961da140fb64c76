package slash64.conf;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import slash64.enrich.ListFile;
import slash64.failure.FileFailure;
import slash64.failure.UserError;
import slash64.net.Prefix;
import slash64.policy.OperatorRule;
import slash64.policy.Tier;

/**
 * The operator's own allow and deny lists as rules of the policy.
 *
 * @param deny entries of the deny list
 * @param allow entries of the allow list
 * @param validDays how long a rule without an end holds in a published feed
 */
public record OperatorLists(List<ListFile.Entry> deny, List<ListFile.Entry> allow, int validDays) {

  /**
   * Reads the lists that the settings name.
   *
   * @throws UserError if a list is missing or malformed: to go on without it would block or admit
   *     whom the operator did not want to
   */
  public static OperatorLists read(Settings settings) {
    EnrichSettings named = EnrichSettings.of(settings);
    return new OperatorLists(
        read(named.deny(), "operator.deny"),
        read(named.allow(), "operator.allow"),
        FeedSettings.of(settings).validDays());
  }

  private static List<ListFile.Entry> read(Optional<Path> file, String setting) {
    if (file.isEmpty()) {
      return List.of();
    }
    try (BufferedReader text = Files.newBufferedReader(file.get())) {
      List<ListFile.Entry> entries = ListFile.readOwn(text, file.get().toString());
      entries.forEach(entry -> requireOneFamily(entry.prefix(), file.get(), setting));
      return entries;
    } catch (IOException e) {
      throw UserError.wrongUse(
          "Cannot read list %s: %s. Look at %s."
              .formatted(file.get(), FileFailure.words(e), setting),
          e);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongUse(e.getMessage(), e);
    }
  }

  private static void requireOneFamily(Prefix prefix, Path file, String setting) {
    if (!prefix.isOneFamily()) {
      throw UserError.wrongUse(
          ("Cannot use %s of list %s: it holds all of IPv4 beside IPv6; write 0.0.0.0/0, 2000::/3 or"
                  + " both in its place. Look at %s.")
              .formatted(prefix, file, setting));
    }
  }

  /** Returns the rules that hold on a day, each prefix once. */
  public List<OperatorRule> rules(LocalDate day) {
    Map<Prefix, OperatorRule> rules = new TreeMap<>();
    deny.forEach(entry -> add(rules, entry, Tier.REJECT, day));
    allow.forEach(entry -> add(rules, entry, Tier.TRUSTED, day));
    return new ArrayList<>(rules.values());
  }

  /**
   * Returns the prefixes whose every address is allowed on a day. An allowed prefix with denied
   * parts comes as the parts around them, at most 128 for each.
   */
  public List<Prefix> allowed(LocalDate day) {
    NavigableMap<Prefix, Tier> tiers = new TreeMap<>();
    rules(day).forEach(rule -> tiers.put(rule.prefix(), rule.tier()));
    List<Prefix> allowed = new ArrayList<>();
    Prefix done = null;
    for (Prefix prefix : tiers.keySet()) { // in tree order: what is inside comes after
      if (done == null || !done.contains(prefix)) {
        addAllowed(prefix, Tier.NEUTRAL, tiers, allowed);
        done = prefix;
      }
    }
    return allowed;
  }

  private static void addAllowed(
      Prefix place, Tier around, NavigableMap<Prefix, Tier> tiers, List<Prefix> allowed) {
    Tier here = tiers.getOrDefault(place, around);
    Prefix inside = tiers.higherKey(place);
    if (inside != null && place.contains(inside)) {
      addAllowed(place.child(0), here, tiers, allowed);
      addAllowed(place.child(1), here, tiers, allowed);
    } else if (here == Tier.TRUSTED) {
      allowed.add(place);
    }
  }

  private void add(
      Map<Prefix, OperatorRule> rules, ListFile.Entry entry, Tier tier, LocalDate day) {
    LocalDate expires = entry.expires().orElse(day.plusDays(validDays));
    if (!expires.isBefore(day)) {
      String note = entry.note().isEmpty() ? "no note" : entry.note();
      String owner = entry.owner().isEmpty() ? "" : " (%s)".formatted(entry.owner());
      rules.put(entry.prefix(), new OperatorRule(entry.prefix(), tier, note + owner, expires));
    }
  }
}
