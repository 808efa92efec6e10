package io.hallpass.runtime.service;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One bounded cache for all stores of the process, block cache and write buffers together. Streams
 * makes this object itself, one a store, so what they share cannot be but static.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
  /** Setting that holds the bound, in megabytes; the first store opened decides. */
  public static final String MEGABYTES = "hallpass.rocksdb.megabytes";

  private static final long WRITE_BUFFER = 8L << 20;

  /** Holds the shared cache; made on first use, for as long as the process lives. */
  private static final class Shared {
    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    private Shared(long bytes) {
      this.cache = new LRUCache(bytes, -1, false, 0.5);
      this.writeBuffers = new WriteBufferManager(bytes / 2, cache);
    }
  }

  private static Shared shared;

  private static synchronized Shared shared(Map<String, Object> configs) {
    if (shared == null) {
      Object megabytes = configs.get(MEGABYTES);
      shared = new Shared((megabytes == null ? 256L : Long.parseLong(megabytes.toString())) << 20);
    }
    return shared;
  }

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    Shared all = shared(configs);
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(all.cache);
    // In pieces: whole, those of a large file are megabytes, fall out of the cache and are read
    // again for each look-up.
    table.setIndexType(IndexType.kTwoLevelIndexSearch);
    table.setPartitionFilters(true);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(all.writeBuffers);
    options.setWriteBufferSize(WRITE_BUFFER);
    options.setMaxWriteBufferNumber(3);
  }

  @Override
  public void close(String storeName, Options options) {
    // The cache is shared by all stores and lives as long as the process.
  }
}
