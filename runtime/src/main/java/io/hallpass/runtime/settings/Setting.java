package io.hallpass.runtime.settings;

/** One record of {@code control.settings}: what {@code apply} wrote and the services act upon. */
public sealed interface Setting
    permits DistrictSetting, MappingSetting, CodesSetting, Agreement, Applied {
  /**
   * The record's key: {@code district}, {@code mapping/<source>}, {@code codes/<name>}, {@code
   * agreement/<id>} or {@code applied}.
   */
  String key();
}
