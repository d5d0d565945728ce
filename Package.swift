// swift-tools-version: 6.2
// Sections are alphabetical: a target, then its tests; a dependency a line.
import PackageDescription

/// Tests/Fuzz/run.sh builds with it.
let isFuzzing = Context.environment["SURTITLE_FUZZING"] != nil

/// Every target is compiled with the same rules: a dependency that leaks into a public signature shows as `public
/// import`, and a warning is an error.
let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ] + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])] : [])

/// Where `make setup` puts the OpenVINO runtime, and where `make install` puts it beside the program.
let runtimeSearchPaths: [LinkerSetting] = [
  .unsafeFlags([
    "-Xlinker", "-rpath", "-Xlinker", "\(Context.packageDirectory)/.deps/openvino/lib",
    "-Xlinker", "-rpath", "-Xlinker", "$ORIGIN/../lib/surtitle",
  ])
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

/// - Parameter testsInside: whether its tests see what is not public, in every configuration.
func plugin(_ name: String, _ dependencies: [Target.Dependency] = [], testsInside: Bool = false) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Plugins/\(name)", exclude: ["README.md"],
    swiftSettings: settings + (testsInside ? [.unsafeFlags(["-enable-testing"])] : []))
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies, resources: resources,
    swiftSettings: settings)
}

let package = Package(
  name: "surtitle",
  products: [
    .executable(name: "surtitle", targets: ["surtitle"]),
    // For plug-ins in processes of their own.
    .library(
      name: "PluginSDK",
      targets: ["Media", "Moderation", "PluginKit", "PluginSDK", "Subtitles", "Timeline", "Transcript"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
  ],
  targets: [
    // AmazonTranscribeJSON
    plugin(
      "AmazonTranscribeJSON",
      [
        "Moderation",
        "PluginKit",
        "Timeline",
        "Transcript",
      ]),
    tests("AmazonTranscribeJSON", ["Media", "Moderation", "PluginKit", "Timeline", "Transcript"]),

    // Bleep
    plugin("Bleep", ["MediaIO", "Moderation", "PluginKit", "Timeline", logging, system]),
    tests("Bleep", ["Media", "Moderation", "PluginKit", "Timeline", "Transcript", logging, system]),

    // BurnIn
    .target(
      name: "BurnIn",
      dependencies: [
        "CAss",
        "CFontconfig",
        "MediaIO",
        "Subtitles",
        "Timeline",
        "Transcript",
        subprocess,
        system,
      ],
      swiftSettings: settings),
    tests("BurnIn", ["Media", "MediaIO", "Subtitles", "Timeline", "Transcript", subprocess, system]),

    // CAss
    .systemLibrary(name: "CAss", pkgConfig: "libass", providers: [.apt(["libass-dev"])]),

    // CFFmpeg
    .systemLibrary(
      name: "CFFmpeg", pkgConfig: "libavformat libavcodec libswresample libswscale libavutil",
      providers: [.apt(["libavformat-dev", "libavcodec-dev", "libavutil-dev", "libswresample-dev", "libswscale-dev"])]),

    // CFileSystem
    .target(name: "CFileSystem"),

    // CFontconfig
    .systemLibrary(name: "CFontconfig", pkgConfig: "fontconfig", providers: [.apt(["libfontconfig-dev"])]),

    // CLibXML2
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),

    // ClosedCaptions
    .target(
      name: "ClosedCaptions", dependencies: ["Subtitles", "TextEncoding", "Timeline"], swiftSettings: settings),
    tests("ClosedCaptions", ["Subtitles"]),

    // COpenVINO
    .target(name: "COpenVINO", dependencies: ["COpenVINORuntime"]),
    .systemLibrary(name: "COpenVINORuntime", pkgConfig: "openvino"),

    // CSearchRank: on the SQLite that GRDB links
    .target(name: "CSearchRank", cSettings: [.unsafeFlags(["-O3"])], linkerSettings: [.linkedLibrary("sqlite3")]),

    // CSentenceVocabulary: a file inside the program
    .target(
      name: "CSentenceVocabulary", exclude: ["vocabulary.txt"], cSettings: [.unsafeFlags(["-Wno-c23-extensions"])]),

    // CSpeechKernels
    .target(name: "CSpeechKernels", cSettings: [.unsafeFlags(["-O3", "-Wno-psabi"])]),

    // CTextClassification: files inside the program
    .target(
      name: "CTextClassification", exclude: ["Data"], cSettings: [.unsafeFlags(["-Wno-c23-extensions"])]),

    // CVectorSearch
    .target(name: "CVectorSearch", cSettings: [.unsafeFlags(["-O3"])]),

    // CUchardet
    .systemLibrary(name: "CUchardet", pkgConfig: "uchardet", providers: [.apt(["libuchardet-dev"])]),

    // CZlib
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    // EBUSTL
    plugin("EBUSTL", ["PluginKit", "Subtitles", "TextEncoding", "Timeline", "Transcript"]),
    tests("EBUSTL", ["Subtitles", "Timeline", "Transcript"]),

    // Inference
    .target(
      name: "Inference", dependencies: ["COpenVINO"], swiftSettings: settings, linkerSettings: runtimeSearchPaths),
    tests("Inference"),

    // Library
    .target(
      name: "Library",
      dependencies: [
        "CFileSystem",
        "Moderation",
        "Timeline",
        crypto,
        grdb,
        system,
      ],
      swiftSettings: settings),
    tests("Library", ["Moderation", "Timeline", system], resources: [.process("Resources")]),

    // LRC
    plugin("LRC", ["PluginKit", "Subtitles", "TextEncoding", "Timeline", "Transcript"]),
    tests("LRC", ["PluginKit", "Subtitles", "Timeline", "Transcript"]),

    // MCC
    plugin("MCC", ["ClosedCaptions", "PluginKit", "Subtitles", "TextEncoding", "Timeline"]),
    tests("MCC", ["ClosedCaptions", "Subtitles", "Timeline"]),

    // Markdown
    plugin("Markdown", ["Media", "PluginKit", "Timeline", "Transcript"]),
    tests("Markdown", ["Media", "PluginKit", "Timeline", "Transcript"]),

    // Markers
    plugin("Markers", ["Media", "Moderation", "PluginKit", "Reporting", "Timeline", "Transcript"], testsInside: true),
    tests("Markers", ["Media", "Moderation", "PluginKit", "Timeline", "Transcript"]),

    // Masking
    plugin("Masking", ["Moderation", "PluginKit", "Timeline", "Transcript"]),
    tests("Masking", ["Moderation", "Timeline", "Transcript"]),

    // Media
    .target(name: "Media", dependencies: ["Timeline", "Transcript", system], swiftSettings: settings),
    tests("Media", ["Timeline", "Transcript"]),

    // MediaIO
    .target(
      name: "MediaIO",
      dependencies: [
        "CFFmpeg",
        "Media",
        "Subtitles",
        "Timeline",
        "Transcript",
        system,
      ],
      swiftSettings: settings),
    tests("MediaIO", ["CFFmpeg", "Media", "Subtitles", "Timeline", "Transcript", system]),

    // MediaMetadata
    .target(
      name: "MediaMetadata",
      dependencies: ["Media", "Moderation", "PluginKit", "Timeline", "Transcript", "XMLWriting"],
      swiftSettings: settings,
      // The dictionaries of words that Foundation has in any case.
      linkerSettings: [.linkedLibrary("_FoundationICU")]),
    tests(
      "MediaMetadata",
      ["Media", "Moderation", "PluginKit", "Subtitles", "Timeline", "Transcript", "WebVTT", subprocess, system]),

    // Metadata
    plugin("Metadata", ["MediaMetadata", "PluginKit", "Timeline"]),
    tests("Metadata", ["Media", "PluginKit", "Timeline", "Transcript"]),

    // MetadataIndex
    .target(
      name: "MetadataIndex",
      dependencies: [
        "CSearchRank",
        "CVectorSearch",
        "Library",
        "Timeline",
        "Transcript",
        grdb,
        system,
      ],
      swiftSettings: settings),
    tests("MetadataIndex", ["Inference", "SentenceEncoder", "Timeline", "Transcript", system]),

    // Models
    .target(
      name: "Models",
      dependencies: [
        "WhisperCost",
        crypto,
        subprocess,
        system,
      ],
      swiftSettings: settings),
    tests("Models", ["WhisperCost", system]),

    // Moderation
    .target(name: "Moderation", dependencies: ["Timeline"], swiftSettings: settings),
    tests("Moderation"),

    // ModerationReports
    plugin("ModerationReports", ["PluginKit", "Reporting", "Timeline"]),
    tests("ModerationReports", ["PluginKit"]),

    // ModerationLLM
    plugin(
      "ModerationLLM", ["Media", "Moderation", "PluginKit", "Timeline", "Transcript", logging], testsInside: true),
    tests("ModerationLLM", ["Moderation", "PluginKit", "Timeline", "Transcript", logging, system]),

    // Moments
    .target(
      name: "Moments", dependencies: ["PluginKit", "Timeline", "XMLWriting", system], swiftSettings: settings),
    tests("Moments", ["Timeline", system]),

    // Notifications
    .target(
      name: "Notifications",
      dependencies: [
        "Library",
        crypto,
        logging,
        subprocess,
        system,
      ],
      swiftSettings: settings),
    tests("Notifications", ["Library", logging, system]),

    // Pipeline
    .target(
      name: "Pipeline",
      dependencies: [
        "Library",
        "Media",
        "MediaIO",
        "MediaMetadata",
        "MetadataIndex",
        "Moderation",
        "Notifications",
        "PluginHost",
        "PluginKit",
        "Subtitles",
        "Timeline",
        "Transcript",
        logging,
        system,
        yams,
      ],
      swiftSettings: settings),
    tests(
      "Pipeline",
      [
        "AmazonTranscribeJSON", "Library", "Markdown", "Masking", "Media", "MediaIO", "MetadataIndex", "Moderation",
        "PlainText", "PluginHost", "PluginKit", "SubRip", "SubStationAlpha", "Subtitles", "TTML", "Timeline",
        "Transcript", "TranscriptCSV",
        "TranscriptJSON", "VocabularyFilter", "WebVTT",
        logging,
        system,
      ]),

    // PlainText
    plugin("PlainText", ["PluginKit", "Subtitles", "Timeline", "Transcript"]),
    tests("PlainText", ["Media", "PluginKit", "Subtitles", "Timeline", "Transcript"]),

    // PluginHost
    .target(
      name: "PluginHost",
      dependencies: [
        "Media",
        "Moderation",
        "PluginKit",
        "PluginProtocol",
        "Subtitles",
        "Timeline",
        "Transcript",
        crypto,
        logging,
        subprocess,
        system,
      ],
      swiftSettings: settings),
    tests(
      "PluginHost",
      ["Media", "Moderation", "PluginKit", "Subtitles", "Timeline", "Transcript", logging, subprocess, system]),

    // PluginKit
    .target(
      name: "PluginKit",
      dependencies: [
        "Media",
        "Moderation",
        "Subtitles",
        "Transcript",
        logging,
        system,
      ],
      swiftSettings: settings),
    tests("PluginKit"),

    // PluginProtocol
    .target(
      name: "PluginProtocol",
      dependencies: [
        "Media",
        "Moderation",
        "PluginKit",
        "Timeline",
        "Transcript",
        system,
      ],
      swiftSettings: settings),
    tests("PluginProtocol", ["Media", "Moderation", "PluginKit", "Timeline", "Transcript", system]),

    // PluginSDK
    .target(
      name: "PluginSDK",
      dependencies: [
        "Media",
        "Moderation",
        "PluginKit",
        "PluginProtocol",
        "Transcript",
        logging,
        system,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "PluginSDKTests",
      dependencies: [
        "Media", "Moderation", "PluginHost", "PluginKit", "TestSupport", "Timeline", "Transcript", "loudness",
        logging,
        system,
      ],
      swiftSettings: settings),
    // A sample, here so that it is built and tried with everything else.
    .executableTarget(
      name: "loudness",
      dependencies: ["Media", "Moderation", "PluginKit", "PluginSDK", "Timeline", "Transcript"],
      path: "Samples/Plugins/loudness/Sources/loudness",
      swiftSettings: settings),

    // Reporting
    .target(
      name: "Reporting",
      dependencies: ["Media", "Moderation", "PluginKit", "Subtitles", "Timeline", "Transcript"],
      // Inside the program, as the page of a check is.
      resources: [.embedInCode("Page/page.css"), .embedInCode("Page/page.js")],
      swiftSettings: settings),
    tests("Reporting", ["Media", "Moderation", "PluginKit", "Timeline", "Transcript", system]),

    // SCC
    plugin("SCC", ["ClosedCaptions", "PluginKit", "Subtitles", "TextEncoding", "Timeline"]),
    tests("SCC", ["ClosedCaptions", "Subtitles", "Timeline"]),

    // SentenceEncoder
    .target(
      name: "SentenceEncoder", dependencies: ["CSentenceVocabulary", "Inference", "Tokenizers", crypto, system],
      swiftSettings: settings),
    tests("SentenceEncoder", ["Inference", "TextClassification", system]),

    // Sentiment
    plugin("Sentiment", ["Media", "Moderation", "PluginKit", "TextClassification", "Transcript", "UtteranceJudging"]),
    tests("Sentiment", ["Moderation", "PluginKit", "TextClassification", "Timeline", "Transcript", logging, system]),

    // Speech
    .target(
      name: "Speech",
      dependencies: [
        "CSpeechKernels",
        "CZlib",
        "Inference",
        "Media",
        "Timeline",
        "Transcript",
        "WhisperCost",
        system,
      ],
      swiftSettings: settings),
    tests(
      "Speech",
      ["CSpeechKernels", "Inference", "Media", "MediaIO", "Timeline", "Transcript", "WhisperCost", system]),

    // SubRip
    plugin("SubRip", ["PluginKit", "Subtitles", "TextEncoding", "Timeline"]),
    tests("SubRip", ["Subtitles", "Timeline"]),

    // SubStationAlpha
    plugin("SubStationAlpha", ["PluginKit", "Subtitles", "TextEncoding", "Timeline", "Transcript"]),
    tests("SubStationAlpha", ["PluginKit", "Subtitles", "Timeline", "Transcript"]),

    // SubtitleFormat: what every subtitle format must do
    .testTarget(
      name: "SubtitleFormatTests",
      dependencies: [
        "EBUSTL", "LRC", "MCC", "PluginKit", "SCC", "SubRip", "SubStationAlpha", "Subtitles", "TTML", "TestSupport",
        "Timeline", "Transcript", "WebVTT",
      ],
      swiftSettings: settings),

    // Subtitles
    .target(
      name: "Subtitles",
      dependencies: ["Timeline", "Transcript"],
      // Inside the program: a house style is data, and no file that can be missing.
      resources: [
        .embedInCode("Checking/Page/page.css"), .embedInCode("Checking/Page/page.js"),
        .embedInCode("Styles/Data/styles.json"),
      ],
      swiftSettings: settings,
      // The dictionaries of words that Foundation has in any case.
      linkerSettings: [.linkedLibrary("_FoundationICU")]),
    tests("Subtitles", ["Timeline", "Transcript"]),

    // surtitle
    .executableTarget(
      name: "surtitle",
      dependencies: [
        "AmazonTranscribeJSON",
        "Bleep",
        "BurnIn",
        "EBUSTL",
        "LRC",
        "Library",
        "MCC",
        "Markdown",
        "Markers",
        "Masking",
        "Media",
        "MediaIO",
        "MediaMetadata",
        "Metadata",
        "MetadataIndex",
        "Models",
        "Moderation",
        "ModerationLLM",
        "ModerationReports",
        "Moments",
        "Notifications",
        "Pipeline",
        "PlainText",
        "PluginHost",
        "PluginKit",
        "Reporting",
        "SCC",
        "SentenceEncoder",
        "Sentiment",
        "Speech",
        "SubRip",
        "SubStationAlpha",
        "TTML",
        "TextClassification",
        "TextClassifier",
        "TextEncoding",
        "Timeline",
        "Toxicity",
        "Transcript",
        "TranscriptCSV",
        "TranscriptJSON",
        "Vocabulary",
        "VocabularyFilter",
        "WebVTT",
        "WhisperCost",
        "WhisperRecognizer",
        argumentParser,
        logging,
        subprocess,
        system,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "surtitleTests",
      dependencies: [
        "Speech",
        "TestSupport",
        subprocess,
        system,
      ],
      swiftSettings: settings),

    // TestSupport
    .target(
      name: "TestSupport",
      dependencies: [logging, system],
      path: "Tests/TestSupport", swiftSettings: settings),

    // TextClassification
    .target(
      name: "TextClassification", dependencies: ["CTextClassification", crypto],
      swiftSettings: settings + [.unsafeFlags(["-enable-testing"])]),
    tests("TextClassification"),

    // TextClassifier
    plugin(
      "TextClassifier",
      ["Inference", "Media", "Models", "Moderation", "PluginKit", "Speech", "Tokenizers", "Transcript", crypto, system]),
    tests("TextClassifier", ["Moderation", "PluginKit", "Timeline", "Transcript", logging, system]),

    // TextEncoding
    .target(name: "TextEncoding", dependencies: ["CUchardet"], swiftSettings: settings),
    tests("TextEncoding"),

    // Timeline
    .target(name: "Timeline", swiftSettings: settings),
    tests("Timeline"),

    // Tokenizers
    .target(name: "Tokenizers", swiftSettings: settings),
    tests("Tokenizers"),

    // Toxicity
    plugin(
      "Toxicity",
      [
        "Media", "Moderation", "PluginKit", "TextClassification", "Timeline", "Transcript", "UtteranceJudging",
        "Vocabulary",
      ],
      testsInside: true),
    tests(
      "Toxicity",
      [
        "Media", "Moderation", "PluginKit", "TextClassification", "Timeline", "Transcript", "Vocabulary", logging,
        system,
      ]),

    // Transcript
    .target(name: "Transcript", dependencies: ["Timeline"], swiftSettings: settings),
    tests("Transcript", ["Timeline"]),

    // TranscriptCSV
    plugin("TranscriptCSV", ["PluginKit", "Timeline", "Transcript"]),
    tests("TranscriptCSV", ["Media", "PluginKit", "Timeline", "Transcript"]),

    // TranscriptJSON
    plugin("TranscriptJSON", ["Media", "Moderation", "PluginKit", "Timeline", "Transcript"]),
    tests("TranscriptJSON", ["Media", "Moderation", "PluginKit", "Timeline", "Transcript"]),

    // TTML
    plugin("TTML", ["CLibXML2", "PluginKit", "Subtitles", "TextEncoding", "Timeline", "Transcript", "XMLWriting"]),
    tests("TTML", ["CLibXML2", "PluginKit", "Subtitles", "Timeline", "Transcript", system]),

    // UtteranceJudging
    .target(
      name: "UtteranceJudging",
      dependencies: ["Moderation", "PluginKit", "TextClassification", "Transcript", logging], swiftSettings: settings),

    // Vocabulary
    .target(
      name: "Vocabulary",
      dependencies: ["Timeline", "Transcript", system],
      exclude: ["Data/exceptions.txt", "Data/make-lists.py"],
      resources: [
        .embedInCode("Data/profanity.de.txt"), .embedInCode("Data/profanity.en.txt"),
        .embedInCode("Data/profanity.es.txt"), .embedInCode("Data/profanity.fr.txt"),
        .embedInCode("Data/profanity.it.txt"), .embedInCode("Data/profanity.ja.txt"),
        .embedInCode("Data/profanity.pt.txt"), .embedInCode("Data/profanity.ru.txt"),
        .embedInCode("Data/profanity.zh.txt"),
      ],
      swiftSettings: settings),
    tests("Vocabulary", ["Timeline", "Transcript", system]),

    // VocabularyFilter
    plugin(
      "VocabularyFilter", ["Media", "Moderation", "PluginKit", "Timeline", "Transcript", "Vocabulary"]),
    tests(
      "VocabularyFilter",
      ["Masking", "Moderation", "PluginKit", "Timeline", "Transcript", "Vocabulary", logging, system]),

    // WebVTT
    plugin("WebVTT", ["PluginKit", "Subtitles", "TextEncoding", "Timeline"]),
    tests("WebVTT", ["Subtitles", "Timeline", "Transcript", system]),

    // WhisperCost
    .target(name: "WhisperCost", swiftSettings: settings),
    tests("WhisperCost"),

    // WhisperRecognizer
    plugin(
      "WhisperRecognizer",
      [
        "Media",
        "PluginKit",
        "Speech",
        "Transcript",
        "WhisperCost",
        logging,
        system,
      ]),

    // XMLWriting
    .target(name: "XMLWriting", dependencies: ["CLibXML2"], swiftSettings: settings),
    tests("XMLWriting"),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

if isFuzzing {
  package.targets.append(
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "EBUSTL", "LRC", "MCC", "PluginKit", "SCC", "SubRip", "SubStationAlpha", "Subtitles", "TTML", "WebVTT",
      ],
      path: "Tests/Fuzz", exclude: ["run.sh"], swiftSettings: settings,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]))
}
