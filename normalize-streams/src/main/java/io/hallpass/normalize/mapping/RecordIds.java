package io.hallpass.normalize.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Record ids that say nothing: the first 16 bytes of HMAC-SHA256 (RFC 2104) under the district's
 * secret, marked as a UUID of version 8 (RFC 9562). The same source, entity and vendor's id always
 * give the same record id, so references join without a look-up. Not for several threads at once.
 */
public final class RecordIds {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int CACHED = 4096;

  private final Mac mac;
  private final Entry[] cache = new Entry[CACHED];
  private ByteBuffer input = ByteBuffer.allocate(256);

  private record Entry(String source, String entity, String vendorId, UUID id) {
    boolean is(String otherSource, String otherEntity, String otherId) {
      return vendorId.equals(otherId) && entity.equals(otherEntity) && source.equals(otherSource);
    }
  }

  /**
   * Ids of one district.
   *
   * @param districtSecret at least 16 bytes
   * @throws IllegalArgumentException where it is shorter
   */
  public RecordIds(byte[] districtSecret) {
    if (districtSecret.length < 16) {
      throw new IllegalArgumentException(
          "the district secret must have at least 16 bytes, not " + districtSecret.length);
    }
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(districtSecret, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /**
   * The id of a record.
   *
   * @param source whose record it is
   * @param entity in kebab-case
   * @param vendorId as the source calls it
   */
  public UUID id(String source, String entity, String vendorId) {
    int slot =
        ((vendorId.hashCode() * 31 + entity.hashCode()) * 31 + source.hashCode()) & (CACHED - 1);
    Entry cached = cache[slot];
    if (cached != null && cached.is(source, entity, vendorId)) {
      return cached.id();
    }
    UUID id = compute(source, entity, vendorId);
    // References repeat: a school's id stands in thousands of rows.
    cache[slot] = new Entry(source, entity, vendorId, id);
    return id;
  }

  private UUID compute(String source, String entity, String vendorId) {
    input.clear();
    put(source);
    put(entity);
    put(vendorId);
    mac.update(input.array(), 0, input.position());
    ByteBuffer hash = ByteBuffer.wrap(mac.doFinal());
    long high = hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x8000L;
    long low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private void put(String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    if (input.remaining() < bytes.length + Integer.BYTES) {
      input.flip();
      input = ByteBuffer.allocate(2 * (input.capacity() + bytes.length + Integer.BYTES)).put(input);
    }
    input.putInt(bytes.length).put(bytes);
  }
}
