package io.hallpass.local;

/** The ports of one stack, all on the loopback address. */
record Ports(int kafka, int controller, int postgres, int registry) {

  static final int COUNT = 4;
  static final String HOST = "127.0.0.1";

  /** Where people look for each of them first. */
  static final Ports USUAL = new Ports(9092, 9093, 5432, 8081);

  static Ports from(int base) {
    return new Ports(base, base + 1, base + 2, base + 3);
  }

  String bootstrapServers() {
    return HOST + ":" + kafka;
  }

  String registryUrl() {
    return "http://" + HOST + ":" + registry + "/apis/ccompat/v7";
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://" + HOST + ":" + postgres + "/" + database + "?user=postgres";
  }
}
