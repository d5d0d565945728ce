import BurnIn
import Foundation
import Media
import MediaIO
import Subprocess
import SystemPackage
import TestSupport
import Testing
import Timeline

@Suite struct CommandLineTests {
  @Test(arguments: [
    ("plain.ass", "plain.ass"), ("a:b", "a\\\\:b"), ("it's", "it\\\\\\'s"), ("a,b;[c]", "a\\,b\\;\\[c\\]"),
    ("a\\b", "a\\\\\\\\b"), ("a b", "a\\\\\\ b"),
  ])
  func filterArgumentsAreEscapedTwice(value: String, escaped: String) {
    #expect(String(decoding: FilterArgument.escaped(Array(value.utf8)), as: UTF8.self) == escaped)
  }

  private static let names: [[UInt8]] = [
    Array("plain".utf8), Array("with space ".utf8), Array(" it's \"quoted\"".utf8), Array("a:b,c;d[e]f=g".utf8),
    Array("back\\slash\\'".utf8), Array("%d %s $HOME `x` !y ~ # & | > <".utf8), Array("日本語 é".utf8),
    [0x61, 0xFF, 0xFE, 0x31, 0x0A, 0x62], Array("-i".utf8), Array("\u{202E}abc".utf8), Array("'".utf8), [],
  ]

  @Test(arguments: names) func shellsReadWordsAsTheyWere(bytes: [UInt8]) async throws {
    let result = try await Subprocess.run(
      .name("bash"), arguments: ["-c", "printf %s " + ShellWord.quoted(bytes)], output: .bytes(limit: 1000),
      error: .discarded)
    #expect(result.standardOutput == bytes)
  }

  private let wide = VideoGeometry(width: 1920, height: 1080)

  private func text(_ line: BurnInCommandLine) -> String { line.shellText }

  @Test func aFilmInMP4() {
    let line = BurnInCommandLine(source: "/a/in.mkv", script: "/a/in.ass", output: "/a/out.mp4", geometry: wide)
    #expect(
      line.shellText
        == "ffmpeg -hide_banner -nostdin -i file:/a/in.mkv -map 0:V:0 -map '0:a?' -sn -dn -vf ass=filename=/a/in.ass "
        + "-fps_mode vfr -c:v libx264 -crf 18 -preset medium -pix_fmt yuv420p -c:a copy -movflags +faststart file:/a/out.mp4"
    )
  }

  @Test func narrowPixelsAndOtherCodecs() {
    var line = BurnInCommandLine(
      source: "in.mkv", script: "s.ass", output: "out.mkv",
      geometry: VideoGeometry(width: 720, height: 576, pixelAspect: Rational(64, 45)),
      coding: VideoCoding(.h265, quality: 24), fonts: "/my fonts")
    #expect(line.shellText.contains("'ass=filename=s.ass:original_size=1024x576:fontsdir=/my\\\\\\ fonts'"))
    #expect(line.shellText.contains("-map '0:t?'") && line.shellText.contains("-c:v libx265 -crf 24"))
    line.output = "out.webm"
    line.coding = .usual(forExtension: "webm")
    #expect(line.shellText.contains("-c:v libvpx-vp9 -crf 28 -b:v 0") && !line.shellText.contains("0:t"))
  }

  @Test func whatTheFilmNeeds() {
    var line = BurnInCommandLine(
      source: "in.ts", script: "s.ass", output: "out.mp4", geometry: VideoGeometry(width: 321, height: 180))
    #expect(line.shellText.contains("'pad=ceil(iw/2)*2:ceil(ih/2)*2,ass=filename=s.ass'"))
    line.geometry = wide
    (line.isInterlaced, line.recodesSound) = (true, true)
    #expect(line.shellText.contains("-vf bwdif,ass=filename=s.ass") && line.shellText.contains("-c:a aac"))
    line.output = "out.webm"
    #expect(line.shellText.contains("-c:a libopus"))
  }

  @Test func notEveryContainerHoldsEveryCodec() {
    #expect(VideoCoding(.h264).obstacle(in: .webM, at: "a.webm")?.message.contains("vp9 and av1") == true)
    for codec in VideoCoding.Codec.allCases {
      #expect(VideoCoding(codec).obstacle(in: .matroska, at: "a.mkv") == nil)
    }
  }

  /// FFmpeg itself reads every name that a file can have.
  @Test(.enabled(if: canBurnIn), arguments: names.filter { !$0.isEmpty })
  func ffmpegFindsFilesOfAnyName(bytes: [UInt8]) async throws {
    let folder = try TemporaryFolder()
    let script = BurnInScript.text(of: document("Hello"), style: BurnInStyle())
    let path = try folder.write(script, toBytes: bytes + Array(".ass".utf8))
    let output = FilePath(
      platformString: folder.path.withPlatformString { Array(UnsafeBufferPointer(start: $0, count: strlen($0))) }
        + ([UInt8(ascii: "/")] + bytes + Array(".mkv".utf8)).map { CChar(bitPattern: $0) } + [0])
    let line = BurnInCommandLine(
      source: Films.named("corner.mp4"), script: path, output: output,
      geometry: VideoGeometry(width: 64, height: 32, pixelAspect: Rational(2, 1), quarterTurns: 3))
    try await BurnInRenderer(line, duration: nil).run()
    #expect(try MediaProbe.probe(output).streams.first?.height == 64)
    // And so does a shell with what is printed.
    let result = try await Subprocess.run(
      .name("bash"), arguments: ["-c", text(line).replacing("-nostdin", with: "-nostdin -y -loglevel error")],
      output: .discarded, error: .string(limit: 4000))
    #expect(result.terminationStatus.isSuccess, "\(result.standardError)")
  }
}
