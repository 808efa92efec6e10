package io.hallpass.ingest.sftp;

/**
 * A file on the server.
 *
 * @param name without the folder
 * @param size in bytes
 * @param modified in milliseconds since 1970, as the server says it
 */
record RemoteFile(String name, long size, long modified) {}
