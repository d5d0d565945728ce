import Foundation
import TestSupport
import Testing

/// What the program says about models that are damaged.
@Suite struct ModelsCommandTests {
  let program: Program

  init() throws { program = try Program() }

  /// Weights without a tensor, in CTranslate2's layout.
  private static let weights = "\u{6}\0\0\0\u{C}\0WhisperSpec\0\u{3}\0\0\0\0\0\0\0\0\0\0\0"

  private func make(_ folder: String) throws {
    try program.folder.write(Self.weights, to: "\(folder)/model.bin")
    try program.folder.write("{}", to: "\(folder)/config.json")
    try program.folder.write("{}", to: "\(folder)/tokenizer.json")
  }

  private func install(_ names: String...) async throws {
    try make("stick")
    for name in names {
      let outcome = try await program("models", "import", "stick", "--as", name)
      #expect(outcome.status == 0, "\(outcome.error)")
    }
  }

  @Test func verifiesEveryModelWhateverIsWrongWithOne() async throws {
    try await install("cut", "whole")
    try program.folder.write("cut", to: "models/cut/model.bin")
    try make("models/by-hand")
    let record = """
      {"version": 1, "name": "base", "catalogueName": "base", "kind": "speech-recogniser", "source": "", "files": []}
      """
    try program.folder.write(record, to: "models/base/surtitle-model.json")
    let outcome = try await program("models", "verify")
    #expect(outcome.status == 3)
    for line in [
      "base: model.bin is missing; run “surtitle models pull --replace base”",
      "cut: model.bin was altered; run “surtitle models import FOLDER --as cut --replace”", "whole: intact",
    ] {
      #expect(outcome.error.contains("\(line)\n"), "\(outcome.error)")
    }
    #expect(outcome.error.contains("models/by-hand, which was put there by hand"), "\(outcome.error)")
  }

  @Test func verifiesTheOthersAfterAWrongName() async throws {
    try await install("whole")
    let outcome = try await program("models", "verify", "nothing", "whole")
    #expect(outcome.status == 2)
    #expect(outcome.error.contains("no model is called \"nothing\""))
    #expect(outcome.error.contains("whole: intact"))
    #expect(try await program("models", "verify", "base", "nothing").status == 3)
    #expect(try await program("models", "verify", "--quiet").error.isEmpty)
  }
}
