import ArgumentParser

@main
struct Surtitle: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Turns a folder of video and audio into subtitles.")
}
