import Foundation
import Speech
import Testing

/// The manual page names every command and option that the program has.
@Suite struct ManualPageTests {
  private struct Help: Decodable {
    struct Command: Decodable {
      struct Argument: Decodable {
        struct Name: Decodable {
          var kind: String
          var name: String
        }
        var names: [Name]?
        var shouldDisplay: Bool
      }
      var commandName: String
      var arguments: [Argument]?
      var subcommands: [Command]?
    }
    var command: Command
  }

  private func names(_ command: Help.Command, path: String = "Cm") -> [String] {
    let options = (command.arguments ?? []).filter(\.shouldDisplay).flatMap { $0.names ?? [] }.map { name in
      // mdoc writes a dash before what follows `Fl`.
      name.kind == "long" ? "Fl -\(name.name)" : "Fl \(name.name)"
    }
    let below = (command.subcommands ?? []).filter { $0.commandName != "help" }
    return options
      + below.flatMap { command in
        let path = "\(path) \(command.commandName)"
        return [path] + names(command, path: path)
      }
  }

  @Test func namesEveryCommandAndOption() async throws {
    let dump = try await Program()("--experimental-dump-help")
    #expect(dump.status == 0)
    let help = try JSONDecoder().decode(Help.self, from: Data(dump.output.utf8))
    let page = try Project.text("Documentation/surtitle.1")
    let all = Set(names(help.command))
    #expect(all.count > 20)
    for name in all.sorted() {
      #expect(
        page.contains(try Regex(NSRegularExpression.escapedPattern(for: name) + #"(?![\w-])"#)), "\(name) is missing")
    }
  }

  @Test(arguments: ["SURTITLE_STATE", "SURTITLE_CONFIG", "SURTITLE_MODELS", "NO_COLOR", "generate-completion-script"])
  func namesWhatElseMatters(word: String) throws {
    #expect(try Project.text("Documentation/surtitle.1").contains(word))
  }

  @Test(arguments: RecognitionPrecision.allCases) func namesEveryPrecision(_ precision: RecognitionPrecision) throws {
    #expect(try Project.text("Documentation/surtitle.1").contains("\n.Cm \(precision.rawValue)"))
  }
}
