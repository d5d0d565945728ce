internal import ArgumentParser
internal import Foundation
internal import Library
internal import PluginHost
internal import PluginKit
internal import SystemPackage

struct PluginsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugins", abstract: "Show the plug-ins that do the work.",
    subcommands: [List.self, Info.self, PluginsCheckCommand.self, Trust.self, Distrust.self],
    defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List all plug-ins.")

    @OptionGroup var options: PluginOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
      let loader = try PluginLoader(options)
      loader.report()
      let plugins = loader.registry.plugins
      let records = loader.host.records
      guard !json else {
        return try StandardOutput.write(JSONValue.array(plugins.map { $0.outline(records) }).pretty + "\n")
      }
      for plugin in plugins {
        let columns = [
          plugin.descriptor.shortName.padded(to: 24), plugin.descriptor.version.padded(to: 8),
          plugin.descriptor.kind.rawValue.padded(to: 17), plugin.descriptor.summary,
        ]
        try StandardOutput.write(columns.joined(separator: " ") + "\n")
        for remark in plugin.remarks(records) { try StandardOutput.write("  ! \(remark)\n") }
      }
    }
  }

  struct Info: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show one plug-in and its settings.")

    @Argument(help: "The name of the plug-in, as “surtitle plugins list” shows it.")
    var name: String

    @OptionGroup var options: PluginOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
      let loader = try PluginLoader(options)
      let plugin = try loader.registry.plugin(named: name)
      let records = loader.host.records
      guard !json else {
        let settings = JSONValue.object([
          "consumes": .array(plugin.descriptor.consumes.names.map(JSONValue.string)),
          "uses": .array(plugin.descriptor.uses.names.map(JSONValue.string)),
          "produces": .array(plugin.descriptor.produces.names.map(JSONValue.string)), "settings": plugin.defaults,
        ])
        return try StandardOutput.write(plugin.outline(records).merged(with: settings).pretty + "\n")
      }
      let descriptor = plugin.descriptor
      let takes = descriptor.consumes.names + descriptor.uses.names.map { "\($0) where it is there" }
      try StandardOutput.write(
        """
        \(descriptor.summary)

        id        \(descriptor.id)
        version   \(descriptor.version)
        kind      \(descriptor.kind.rawValue)
        licence   \(descriptor.licence)
        takes     \(takes.joined(separator: ", "))
        gives     \(descriptor.produces.isEmpty ? "files only" : descriptor.produces.names.joined(separator: ", "))
        writes    \(plugin.fileExtension.map { ".\($0)" } ?? "no files")
        runs      \(plugin.external.map { "in a process of its own, from \($0.folder.display)" } ?? "in the program")

        Settings, with their defaults:
        \(plugin.defaults.pretty)

        """)
      for remark in plugin.remarks(records) { try StandardOutput.write("\n! \(remark)\n") }
    }
  }

  struct Trust: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Grant a plug-in what it asks for.",
      discussion: """
        A plug-in in a process of its own cannot reach the network, the folder of models, devices or your files, unless \
        its plugin.json asks for it and you grant it here. What is granted belongs to this folder and this plugin.json: \
        another version, or another plug-in of the same id, has to be trusted anew. A plug-in that is left alone because \
        it failed may start again.
        """)

    @Argument(help: "The name of the plug-in, as “surtitle plugins list” shows it.")
    var name: String

    @OptionGroup var options: PluginOptions

    func run() async throws {
      let loader = try PluginLoader(options)
      let plugin = try loader.registry.plugin(named: name)
      guard let external = plugin.external else {
        throw ValidationError("\(plugin.descriptor.shortName) is in the program: it needs no trust.")
      }
      try loader.host.records.trust(external)
      let manifest = external.manifest
      let granted = manifest.permissions.missing(from: .init())
      let what = granted.isEmpty ? "to run; it asks for nothing else" : granted.joined(separator: ", ")
      try StandardOutput.write("granted to \(manifest.descriptor.id): \(what)\n")
    }
  }

  struct Distrust: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Take back what was granted to a plug-in.")

    @Argument(help: "The name or the id of the plug-in; one that is not there any more has only an id.")
    var name: String

    @OptionGroup var options: PluginOptions

    func run() async throws {
      let loader = try PluginLoader(options)
      let id = (try? loader.registry.plugin(named: name))?.descriptor.id ?? name
      guard !loader.host.records.granted(id).isEmpty else {
        return try StandardOutput.write("nothing was granted to \(id)\n")
      }
      try loader.host.records.distrust(id)
      try StandardOutput.write("nothing is granted to \(id) any more\n")
    }
  }
}

extension Set<LayerKind> {
  fileprivate var names: [String] { map(\.rawValue).sorted() }
}

extension RegisteredPlugin {
  /// What a user should know who wants to use it.
  fileprivate func remarks(_ records: PluginRecords) -> [String] {
    guard let external else { return [] }
    var remarks: [String] = []
    if let request = records.request(of: external) {
      remarks.append("\(request); to grant that: surtitle plugins trust \(descriptor.shortName)")
    }
    if let quarantine = records.quarantine(of: external.manifest) {
      let day = quarantine.since.formatted(.iso8601.year().month().day())
      remarks.append(
        "left alone since \(day), because it failed again and again: \(quarantine.reason); to try it: "
          + "surtitle plugins check \(external.folder.display)")
    }
    return remarks
  }

  fileprivate func outline(_ records: PluginRecords) -> JSONValue {
    var members: [String: JSONValue] = [
      "id": .string(descriptor.id), "name": .string(descriptor.shortName), "version": .string(descriptor.version),
      "kind": .string(descriptor.kind.rawValue), "summary": .string(descriptor.summary),
      "licence": .string(descriptor.licence),
    ]
    if let fileExtension { members["extension"] = .string(fileExtension) }
    guard let external else { return .object(members) }
    members["folder"] = .string(external.folder.string)
    let missing = records.missing(for: external)
    members["notGranted"] = .array(missing.map { .string($0) })
    if let quarantine = records.quarantine(of: external.manifest) {
      members["quarantine"] = .object([
        "reason": .string(quarantine.reason), "since": .string(quarantine.since.formatted(.iso8601)),
      ])
    }
    return .object(members)
  }
}
