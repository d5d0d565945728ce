"""Peak memory, CPU and wall time of the recognition of an hour of video on all cores: one run."""
import sys

import extraction
import programs


def main():
    video = extraction.hour()
    binding, threads = programs.cores()
    sample = programs.measure(
        programs.transcribe_command(video), binding, environment={"OMP_NUM_THREADS": str(threads)})
    print(f"## Recognition of one hour of H.264 and AAC in MP4, all {threads} cores, one run\n")
    print("| program | CPU s | wall s | peak MB |\n| --- | ---: | ---: | ---: |")
    print(f"| surtitle | {sample['cpu']:.1f} | {sample['wall']:.1f} | {sample['memory']:.0f} |")
    programs.save_figures("hour", sample)


if __name__ == "__main__":
    sys.exit(main())
