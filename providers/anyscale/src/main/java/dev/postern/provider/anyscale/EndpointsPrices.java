/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.anyscale;

import dev.postern.spi.Price;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Reads what the hosted Endpoints cost, from the dated table in the jar. */
final class EndpointsPrices {
    private static final String RESOURCE = "endpoints-prices.csv";
    private static final int COLUMNS = 5;

    private EndpointsPrices() {}

    static Map<String, Price> read() {
        InputStream table = Objects.requireNonNull(EndpointsPrices.class.getResourceAsStream(RESOURCE), RESOURCE);
        Map<String, Price> prices = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            boolean header = true;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (!header) {
                    add(line, prices);
                }
                header = false;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return prices;
    }

    /** Reads a row; only its last cell is quoted and may hold commas. */
    private static void add(String line, Map<String, Price> prices) {
        String[] cells = line.split(",", COLUMNS);
        String source = cells[4].substring(1, cells[4].length() - 1);
        Price price = Price.of(new BigDecimal(cells[1]), new BigDecimal(cells[2]), LocalDate.parse(cells[3]), source);
        prices.put(cells[0], price);
    }
}
