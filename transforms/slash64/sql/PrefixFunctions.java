package slash64.sql;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import slash64.net.Address;
import slash64.net.AddressParser;
import slash64.net.Prefix;

/**
 * What the SQL functions of {@link PrefixExtensions} do, one static method each, called straight
 * from Spark's generated code. Text that is no address or prefix gives null, never an error: logs
 * hold whatever clients wrote.
 */
public final class PrefixFunctions {
  /** What {@code ip_parse} gives. */
  static final StructType PARSED =
      new StructType()
          .add("text", DataTypes.StringType)
          .add("family", DataTypes.IntegerType)
          .add("high", DataTypes.LongType)
          .add("low", DataTypes.LongType)
          .add("kind", DataTypes.StringType)
          .add("embedded_v4", DataTypes.StringType);

  private static final int IPV6_BITS = 128;
  private static final UTF8String COLON = UTF8String.fromString(":");
  private static final UTF8String SLASH = UTF8String.fromString("/");

  private PrefixFunctions() {}

  /** Returns an address as RFC 5952 writes it, IPv4-mapped as IPv4; null if it is none. */
  public static UTF8String text(UTF8String address) {
    Address read = read(address);
    return read == null ? null : UTF8String.fromString(read.toString());
  }

  /** Returns {@link #PARSED} of an address; null if it is none. */
  public static InternalRow parse(UTF8String address) {
    Address read = read(address);
    if (read == null) {
      return null;
    }
    return new GenericInternalRow(
        new Object[] {
          UTF8String.fromString(read.toString()),
          read.isIpv4() ? 4 : 6,
          read.high(),
          read.low(),
          kind(address),
          embedded(address)
        });
  }

  /**
   * Returns how an address was made: ipv4, mapped, 6to4, teredo, nat64, isatap, eui_64, low_byte,
   * embedded_ipv4, pattern, random; null if it is none.
   */
  public static UTF8String kind(UTF8String address) {
    Address read = read(address);
    if (read == null) {
      return null;
    }
    return UTF8String.fromString(isMapped(read, address) ? "mapped" : AddressKind.of(read));
  }

  /** Returns the IPv4 address that an IPv6 address carries; null if it carries none. */
  public static UTF8String embedded(UTF8String address) {
    Address read = read(address);
    if (read == null) {
      return null;
    }
    Address embedded = isMapped(read, address) ? read : AddressKind.embedded(read);
    return embedded == null ? null : UTF8String.fromString(embedded.toString());
  }

  /** A mapped address is the IPv4 address to us; only its text tells how it was written. */
  private static boolean isMapped(Address read, UTF8String text) {
    return read.isIpv4() && text.contains(COLON);
  }

  /** Returns 4 or 6; null if it is no address. */
  public static Integer family(UTF8String address) {
    Address read = read(address);
    return read == null ? null : Integer.valueOf(read.isIpv4() ? 4 : 6);
  }

  /**
   * Returns the prefix of this length that holds an address or a longer prefix.
   *
   * @param length 0 to 128, of IPv4 0 to 32
   * @return null if it is neither, or the length is out of range for it
   */
  public static UTF8String prefixOf(UTF8String addressOrPrefix, int length) {
    byte[] bytes = addressOrPrefix.getBytes();
    AddressParser parser = new AddressParser();
    if (parser.parse(bytes, 0, bytes.length)) {
      return prefixOf(parser.high(), parser.low(), length);
    }
    Prefix read = readPrefix(addressOrPrefix);
    if (read == null || length < 0 || length > read.writtenLength()) {
      return null;
    }
    int bits = read.isIpv4() ? length + Prefix.IPV4_OFFSET : length;
    return UTF8String.fromString(read.ancestor(bits).toString());
  }

  /** Of an address alone, straight from its bits to text: what most queries ask, row by row. */
  private static UTF8String prefixOf(long high, long low, int length) {
    int offset = Address.isIpv4(high, low) ? Prefix.IPV4_OFFSET : 0;
    if (length < 0 || length > IPV6_BITS - offset) {
      return null;
    }
    int bits = length + offset;
    byte[] text = new byte[Prefix.MAX_TEXT];
    long keptHigh = high & Prefix.highMask(bits);
    long keptLow = low & Prefix.lowMask(bits);
    return UTF8String.fromBytes(text, 0, Prefix.write(keptHigh, keptLow, bits, text, 0));
  }

  /** Returns whether a prefix holds an address or another prefix; null if either is neither. */
  public static Boolean contains(UTF8String prefix, UTF8String inner) {
    Prefix outer = readPrefix(prefix);
    Prefix held = readPrefix(inner);
    return outer == null || held == null ? null : Boolean.valueOf(outer.contains(held));
  }

  /** Returns the prefix one bit shorter; null of a whole address family, or if it is no prefix. */
  public static UTF8String parent(UTF8String prefix) {
    Prefix read = readPrefix(prefix);
    return read == null || read.writtenLength() == 0
        ? null
        : UTF8String.fromString(read.parent().toString());
  }

  /** Returns the key that sorts as the tree, as the tables hold it; null if it is no prefix. */
  public static UTF8String key(UTF8String prefix) {
    Prefix read = readPrefix(prefix);
    return read == null ? null : UTF8String.fromString(read.key());
  }

  private static Address read(UTF8String text) {
    byte[] bytes = text.getBytes();
    AddressParser parser = new AddressParser();
    return parser.parse(bytes, 0, bytes.length) ? parser.address() : null;
  }

  /** An address alone is the prefix of its full length. */
  private static Prefix readPrefix(UTF8String text) {
    Address address = read(text);
    if (address != null) {
      return address.prefix(IPV6_BITS);
    }
    if (!text.contains(SLASH)) { // what is not even meant as a prefix need not cost an exception
      return null;
    }
    try {
      return Prefix.parse(text.toString());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
