import CSpeechKernels
import Foundation
import Inference
import Speech
import SystemPackage
import WhisperCost

/// The models that `make setup` installs.
enum SpeechModels {
  /// Whether this processor multiplies bytes as the ones did on which recognition was calibrated. All others count in 32
  /// bits and hear a few words otherwise; what is known to miss its bound there is a known issue, and no reason to move
  /// the bound.
  static let hasByteProducts = csk_has_byte_products() != 0

  /// Where models are: as the program decides it.
  static func folder(_ name: String) throws -> FilePath {
    let environment = ProcessInfo.processInfo.environment
    func named(_ variable: String) -> FilePath? { environment[variable].flatMap { $0.isEmpty ? nil : FilePath($0) } }
    let models =
      named("SURTITLE_MODELS") ?? named("XDG_DATA_HOME")?.appending("surtitle/models")
      ?? FilePath(NSHomeDirectory()).appending(".local/share/surtitle/models")
    let folder = models.appending(name)
    guard FileManager.default.fileExists(atPath: folder.string) else {
      throw MissingModelError(description: "the model “\(name)” is not in \(models): run `make setup`")
    }
    return folder
  }

  static func voiceActivityFile() throws -> FilePath {
    try folder("silero-vad").appending("silero_vad_16k.safetensors")
  }

  static let tokenizer = Result { try Tokenizer(folder("base").appending("tokenizer.json")) }

  static let voiceActivity = Result { try VoiceActivityDetector.compile(voiceActivityFile(), runtime: Runtime()) }

  /// One engine for all tests: compiling it takes seconds.
  static let engine = Result { try makeEngine(streams: 2) }

  static func makeEngine(
    streams: Int, threads: Int? = nil, batchSize: Int = 4, options: DecodingOptions = DecodingOptions(),
    hints: TextHints = TextHints()
  ) throws -> WhisperEngine {
    try WhisperEngine(
      model: folder("base"), voiceActivity: voiceActivityFile(),
      parallelism: Parallelism(streams: streams, threads: threads ?? streams, batchSize: batchSize), options: options,
      hints: hints)
  }
}

struct MissingModelError: Error, CustomStringConvertible {
  let description: String
}

extension Tokenizer {
  /// The tokens whose texts are `pieces`, one each.
  func ids(_ pieces: String...) throws -> [Int] {
    try pieces.map { try id(Array($0.utf8)) }
  }

  /// The token that stands for these bytes.
  func id(_ wanted: [UInt8]) throws -> Int {
    guard let id = (0..<endOfText).first(where: { bytes(of: $0) == wanted }) else {
      throw MissingModelError(description: "the vocabulary has no token for \(String(decoding: wanted, as: UTF8.self))")
    }
    return id
  }
}
