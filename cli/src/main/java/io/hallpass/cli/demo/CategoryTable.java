package io.hallpass.cli.demo;

import io.hallpass.cli.expected.Contents;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Category;
import io.hallpass.synthetic.folder.DistrictFolder;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How many values of each category the two warehouses hold, as the columns' comments say, beside
 * how many agreement and consents withhold from the partner, as the generator says.
 */
final class CategoryTable {
  private final Map<Category, Long> own;
  private final Map<Category, Long> partner;

  CategoryTable(Contents own, Contents partner) {
    Catalogue catalogue = Catalogue.load();
    this.own = own.byCategory(catalogue);
    this.partner = partner.byCategory(catalogue);
  }

  /**
   * Shows it.
   *
   * @throws DemoFailedException where what is read there and what is withheld do not make the whole
   */
  void show(Warehouse ownWarehouse, Warehouse partnerWarehouse, Consumer<String> lines)
      throws SQLException {
    Map<Category, Long> ownFound = ownWarehouse.valuesByCategory();
    Map<Category, Long> partnerFound = partnerWarehouse.valuesByCategory();
    lines.accept(
        String.format(
            "%-20s %14s %14s %14s",
            "values by category", "own", DistrictFolder.PARTNER, "withheld there"));
    for (Category category : Category.values()) {
      long all = same(category, "own", own, ownFound);
      long released = same(category, DistrictFolder.PARTNER, partner, partnerFound);
      long withheld = own.getOrDefault(category, 0L) - partner.getOrDefault(category, 0L);
      if (all > 0) {
        lines.accept(String.format("%-20s %,14d %,14d %,14d", category, all, released, withheld));
      }
    }
    lines.accept("");
  }

  private static long same(
      Category category, String warehouse, Map<Category, Long> wanted, Map<Category, Long> found) {
    long expected = wanted.getOrDefault(category, 0L);
    long there = found.getOrDefault(category, 0L);
    if (there != expected) {
      throw new DemoFailedException(
          String.format(
              "the columns of %s that are commented %s hold %,d values, expected are %,d",
              warehouse, category, there, expected));
    }
    return there;
  }
}
