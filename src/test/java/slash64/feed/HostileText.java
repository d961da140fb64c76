package slash64.feed;

import java.util.List;

/** What a sender may put where a reason quotes it. */
final class HostileText {
  static final List<String> REASONS =
      List.of(
          "plain",
          "quotes \" ' ` \\\" \\",
          "line\nbreak\r\n2001:db8:dead::/48\tOK\r\n",
          "\n0.0.0.0/0 OK\n",
          "$HOME ${x} $(id) $1 $",
          "; } } drop table; #",
          "<script>alert(1)</script> &amp; ]]>",
          "right\u202eto\u2066left \u200f\u200b",
          "nul\u0000nul",
          "{\"json\":true} [1,2] //",
          "=HYPERLINK(\"http://example.com\")",
          "!exclude :127.0.0.2:text :5:",
          "endif\nif ::/0\n",
          "   ",
          "%s%n%x %[src] 100%",
          "Gr\u00fc\u00dfe \ud83d\ude00 \ud83d \ufeff",
          "long ".repeat(2_048),
          "\u0001\u001b[31mred\u0007");

  private HostileText() {}
}
