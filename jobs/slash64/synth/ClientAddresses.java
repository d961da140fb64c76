package slash64.synth;

import java.util.List;
import slash64.net.Prefix;

/** How a sender chooses the address it connects from. */
interface ClientAddresses {

  /** Returns the client of one session on a day, counted from 0. */
  Client pick(Draws draws, int day);

  /** A set of servers, the first ones busier. */
  record Fixed(List<Client> clients) implements ClientAddresses {
    static Fixed one(Client client) {
      return new Fixed(List.of(client));
    }

    @Override
    public Client pick(Draws draws, int day) {
      double point = draws.uniform();
      return clients.get((int) (point * StrictMath.sqrt(point) * clients.size()));
    }
  }

  /** A new random interface identifier each time, inside one /64. */
  record Rotating(long high) implements ClientAddresses {
    @Override
    public Client pick(Draws draws, int day) {
      return new Client(high, draws.bits(), Client.UNKNOWN);
    }
  }

  /** Anywhere inside an IPv6 prefix, at random. */
  record Anywhere(Prefix prefix) implements ClientAddresses {
    @Override
    public Client pick(Draws draws, int day) {
      long high = prefix.high() | draws.bits() & ~Prefix.highMask(prefix.length());
      long low = prefix.low() | draws.bits() & ~Prefix.lowMask(prefix.length());
      return new Client(high, low, Client.UNKNOWN);
    }
  }

  /**
   * Many /64 of one /48, each used little: some three quarters of the children in turn are at rest.
   *
   * @param high bits 0 to 63 of the /48
   * @param children number of /64 in use over time, at most 65,536
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // never compared as a whole; bytes are copied into lines
  record Spread(long high, int children, byte[] domain) implements ClientAddresses {
    @Override
    public Client pick(Draws draws, int day) {
      int child = draws.below(children);
      if ((child + day & 3) != 0) {
        child = draws.below(children);
      }
      long subnet = Draws.mix(high + child) & 0xffff;
      byte[] name = Ascii.concat(Ascii.of("m"), Ascii.decimal(child), Ascii.of("."), domain);
      return new Client(high | subnet, 0x19, name);
    }
  }

  /** The temporary address of a machine (RFC 8981): a new one each day in the same /64. */
  record Temporary(long high) implements ClientAddresses {
    @Override
    public Client pick(Draws draws, int day) {
      return new Client(high, Draws.mix(high * 31 + day) | 1, Client.UNKNOWN);
    }
  }

  /**
   * IPv6 at first, and from some day on mostly IPv4.
   *
   * @param fallbackDay first day on which four of five sessions come over IPv4
   */
  record DualStack(ClientAddresses ipv6, ClientAddresses ipv4, int fallbackDay)
      implements ClientAddresses {
    @Override
    public Client pick(Draws draws, int day) {
      boolean overIpv4 = draws.chance(day < fallbackDay ? 0.05 : 0.8);
      return (overIpv4 ? ipv4 : ipv6).pick(draws, day);
    }
  }

  /**
   * Devices of one customer inside the /56 it holds on the day.
   *
   * @param devices number of devices; one in two has a fixed EUI-64 identifier (RFC 4291, appendix
   *     A), the others temporary addresses
   */
  record Delegated(List<Delegation> delegations, int devices) implements ClientAddresses {
    @Override
    public Client pick(Draws draws, int day) {
      Delegation held = delegations.get(0);
      for (Delegation delegation : delegations) {
        held = delegation.holds(day) ? delegation : held;
      }
      int device = draws.below(devices);
      long high = held.high() | device & 1;
      // The card's number belongs to the device and moves with it from one /56 to the next.
      long card = Draws.mix(delegations.get(0).high() + device) & 0xffff_ffL;
      long low =
          (device & 1) == 0 ? 0x0200_5eff_fe00_0000L | card : Draws.mix(high * 31 + card + day);
      return new Client(high, low, Client.UNKNOWN);
    }
  }
}
