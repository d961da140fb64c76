package slash64.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.failure.UserError;
import slash64.net.Address;
import slash64.net.Prefix;
import slash64.policy.OperatorRule;

class OperatorListsTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-02");

  @TempDir private Path folder;

  private OperatorLists lists(String allow, String deny) throws IOException {
    Path allowed = Files.writeString(folder.resolve("allow.csv"), "prefix,note,expires\n" + allow);
    Path denied = Files.writeString(folder.resolve("deny.csv"), "prefix,note,expires\n" + deny);
    return OperatorLists.read(
        Settings.load(
            Optional.empty(), List.of("operator.allow=" + allowed, "operator.deny=" + denied)));
  }

  @Test
  void whatHasExpiredIsNoRuleAndWhatIsOnBothListsIsAllowed() throws IOException {
    OperatorLists lists =
        lists(
            """
            2001:db8::/48,partner,2026-11-02
            2001:db8:1::/48,gone,2026-11-01
            192.0.2.0/24,both,
            """,
            "192.0.2.0/24,both,\n198.51.100.7/32,bot,\n");
    assertThat(lists.rules(DAY))
        .extracting(OperatorRule::prefix, rule -> rule.tier().word())
        .containsExactly(
            tuple(Prefix.parse("192.0.2.0/24"), "trusted"),
            tuple(Prefix.parse("198.51.100.7/32"), "reject"),
            tuple(Prefix.parse("2001:db8::/48"), "trusted"));
    assertThat(lists.allowed(DAY))
        .containsExactly(Prefix.parse("192.0.2.0/24"), Prefix.parse("2001:db8::/48"));
    assertThat(lists.allowed(DAY.plusDays(1))).containsExactly(Prefix.parse("192.0.2.0/24"));
  }

  @Test
  void whatIsDeniedWithinAnAllowedPrefixIsCutOutAndWhatIsAllowedInThatIsNot() throws IOException {
    List<Prefix> allowed =
        lists(
                "2001:db8::/32,provider,\n2001:db8:5:6::/64,good customer,\n",
                "2001:db8:5::/48,bad customer,\n2001:db9::/32,other,\n")
            .allowed(DAY);
    assertThat(allowed).hasSize(17).contains(Prefix.parse("2001:db8:8000::/33"));
    assertThat(holds(allowed, "2001:db8::1")).isTrue();
    assertThat(holds(allowed, "2001:db8:4:ffff::1")).isTrue();
    assertThat(holds(allowed, "2001:db8:5::1")).isFalse();
    assertThat(holds(allowed, "2001:db8:5:6::1")).isTrue();
    assertThat(holds(allowed, "2001:db8:5:7::1")).isFalse();
    assertThat(holds(allowed, "2001:db8:6::")).isTrue();
    assertThat(holds(allowed, "2001:db9::1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"::/0", "::/64", "::/80"})
  void aPrefixThatHoldsIpv4BesideIpv6IsRefusedWithWhatToWriteInstead(String prefix) {
    assertThatThrownBy(() -> lists(prefix + ",all,\n", ""))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Cannot use %s of list %s".formatted(prefix, folder))
        .hasMessageEndingWith(
            ": it holds all of IPv4 beside IPv6; write 0.0.0.0/0, 2000::/3 or both in its place."
                + " Look at operator.allow.");
  }

  @Test
  void aListInAnotherCharacterSetIsToldSo() throws IOException {
    Path deny = folder.resolve("latin.csv");
    Files.writeString(
        deny, "prefix,note\n2001:db8::/32,M\u00fcller\n", StandardCharsets.ISO_8859_1);
    Settings settings = Settings.load(Optional.empty(), List.of("operator.deny=" + deny));
    assertThatThrownBy(() -> OperatorLists.read(settings))
        .hasMessage("Cannot read list %s: it is not UTF-8. Look at operator.deny.".formatted(deny));
  }

  private static boolean holds(List<Prefix> prefixes, String address) {
    return prefixes.stream().anyMatch(prefix -> prefix.contains(Address.parse(address)));
  }
}
