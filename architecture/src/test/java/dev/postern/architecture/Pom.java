/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A module's pom.
 *
 * @param folder its folder, from the root of the repository
 * @param artifact its artifactId
 * @param dependencies the artifactIds of what it depends on by itself, tests' dependencies left out
 */
record Pom(String folder, String artifact, List<String> dependencies) {
    /** Reads every pom but that of the root. */
    static List<Pom> all() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(House.ROOT, 3)) {
            files = found.filter(file -> file.endsWith("pom.xml"))
                    .filter(file -> !file.getParent().equals(House.ROOT))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
        List<Pom> poms = new ArrayList<>();
        for (Path file : files) {
            poms.add(read(file));
        }
        return poms;
    }

    /** Returns the artifactIds of this repository. */
    static List<String> artifacts() throws IOException {
        return all().stream().map(Pom::artifact).toList();
    }

    private static Pom read(Path file) throws IOException {
        Element project;
        try {
            project = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException broken) {
            throw new IOException("cannot read " + file, broken);
        }
        List<String> dependencies = new ArrayList<>();
        for (Element list : children(project, "dependencies")) {
            for (Element dependency : children(list, "dependency")) {
                if (!text(dependency, "scope").equals("test")) {
                    dependencies.add(text(dependency, "artifactId"));
                }
            }
        }
        String folder = House.ROOT.relativize(file.getParent()).toString().replace('\\', '/');
        return new Pom(folder, text(project, "artifactId"), dependencies);
    }

    private static String text(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
