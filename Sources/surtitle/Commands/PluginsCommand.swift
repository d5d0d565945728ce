internal import ArgumentParser
internal import Library
internal import PluginHost
internal import PluginKit
internal import SystemPackage

struct PluginsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugins", abstract: "Show the plug-ins that do the work.",
    subcommands: [List.self, Info.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List all plug-ins.")

    @OptionGroup var options: PluginOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
      let loader = try PluginLoader(options)
      loader.report()
      let plugins = loader.registry.plugins
      guard !json else {
        return try StandardOutput.write(JSONValue.array(plugins.map { $0.outline }).pretty + "\n")
      }
      for plugin in plugins {
        let columns = [
          plugin.descriptor.shortName.padded(to: 24), plugin.descriptor.version.padded(to: 8),
          plugin.descriptor.kind.rawValue.padded(to: 17), plugin.descriptor.summary,
        ]
        try StandardOutput.write(columns.joined(separator: " ") + "\n")
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
      let plugin = try PluginLoader(options).registry.plugin(named: name)
      guard !json else {
        let settings = JSONValue.object(["settings": plugin.defaults])
        return try StandardOutput.write(plugin.outline.merged(with: settings).pretty + "\n")
      }
      let descriptor = plugin.descriptor
      try StandardOutput.write(
        """
        \(descriptor.summary)

        id        \(descriptor.id)
        version   \(descriptor.version)
        kind      \(descriptor.kind.rawValue)
        licence   \(descriptor.licence)
        writes    \(plugin.fileExtension.map { ".\($0)" } ?? "no files")
        runs      \(plugin.external.map { "in a process of its own, from \($0.folder.display)" } ?? "in the program")

        Settings, with their defaults:
        \(plugin.defaults.pretty)

        """)
    }
  }
}

extension RegisteredPlugin {
  fileprivate var outline: JSONValue {
    var members: [String: JSONValue] = [
      "id": .string(descriptor.id), "name": .string(descriptor.shortName), "version": .string(descriptor.version),
      "kind": .string(descriptor.kind.rawValue), "summary": .string(descriptor.summary),
      "licence": .string(descriptor.licence),
    ]
    if let fileExtension { members["extension"] = .string(fileExtension) }
    if let external { members["folder"] = .string(external.folder.string) }
    return .object(members)
  }
}
