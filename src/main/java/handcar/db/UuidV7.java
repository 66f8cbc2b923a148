package handcar.db;

import module java.base;

/// UUID version 7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then randomness, so that ids sort by age and indexes
/// grow at one end.
public final class UuidV7 {
    private static final SecureRandom RANDOM = new SecureRandom();

    private UuidV7() {}

    /// A new id.
    public static UUID next() {
        long high = (System.currentTimeMillis() << 16) | 0x7000L | (RANDOM.nextInt() & 0x0FFF);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
