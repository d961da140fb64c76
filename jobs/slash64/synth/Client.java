package slash64.synth;

/**
 * Who connects: an address and the name the server found for it.
 *
 * @param high bits 0 to 63 of the address
 * @param low bits 64 to 127; IPv4 in its mapped form
 * @param name forward-confirmed host name as ASCII; {@link #UNKNOWN} if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole; bytes are copied into lines
record Client(long high, long low, byte[] name) {
  static final byte[] UNKNOWN = Ascii.of("unknown");

  static Client ipv4(int bits, byte[] name) {
    return new Client(0, 0xffff_0000_0000L | (bits & 0xffff_ffffL), name);
  }

  boolean hasName() {
    return name != UNKNOWN;
  }
}
