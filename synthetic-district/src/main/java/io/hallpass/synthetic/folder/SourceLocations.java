package io.hallpass.synthetic.folder;

/**
 * Where the sources and warehouses of a synthetic district are. Passwords and the secret are
 * references ({@code ${env:NAME}} or {@code ${file:PATH:KEY}}), never values.
 *
 * @param name of the district, first part of all its topics
 * @param partitions of its topics
 * @param secret reference to the key record ids are made with
 * @param rosterPath the OneRoster zip
 * @param sisHost of the SIS's PostgreSQL
 * @param sisPort of the SIS's PostgreSQL
 * @param sisDatabase its database
 * @param sisUser who may read it and its log
 * @param sisPassword reference
 * @param warehouseUrl JDBC URL of the database that holds the recipients' schemas
 * @param warehouseUser who may write there
 * @param warehousePassword reference
 */
public record SourceLocations(
    String name,
    int partitions,
    String secret,
    String rosterPath,
    String sisHost,
    int sisPort,
    String sisDatabase,
    String sisUser,
    String sisPassword,
    String warehouseUrl,
    String warehouseUser,
    String warehousePassword) {}
