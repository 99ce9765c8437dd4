/**
 * Coverage is measured in this process only. The children of tests are hundreds, each would write megabytes when it
 * ends, those that tests kill would write nothing, and functions would no longer run as they do in a cloud.
 * Node has read the variable when it started: https://nodejs.org/api/cli.html#node_v8_coveragedir
 */
delete process.env.NODE_V8_COVERAGE;
