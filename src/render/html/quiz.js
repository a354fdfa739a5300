// The quiz: what a class predicts before it sees the picture.

/// Asks the questions of the report above everything else, and ends when each has been answered
/// or somebody skips the rest. Answers stay to be read.
function ask(report, words) {
  const place = byId("quiz");
  return new Promise((done) => {
    let open = report.quiz.length;
    const skip = element("button", { type: "button", className: "skip" }, words.skip);
    const end = () => {
      document.body.classList.remove("asking");
      skip.remove();
      done();
    };
    const answered = () => {
      open--;
      if (open === 0) end();
    };
    skip.addEventListener("click", end);
    const questions = report.quiz.map((quiz, i) => question(quiz, i, words, answered));
    place.append(element("h2", {}, words.quiz), element("p", {}, words.predict), ...questions, skip);
    place.hidden = false;
    document.body.classList.add("asking");
  });
}

/// A question whose choices can be pressed until one has been.
function question({ question, choices, answer, why }, number, words, answered) {
  const verdict = element("p", { className: "verdict", role: "status" });
  let chosen = -1;
  const buttons = choices.map((choice, i) => element("button", {
    type: "button",
    onclick: () => {
      if (chosen >= 0) return;
      chosen = i;
      buttons.forEach((button, j) => {
        button.setAttribute("aria-disabled", "true");
        if (j === answer) button.append(element("span", { className: "sign" }, ` ✓ ${words.rightChoice}`));
        else if (j === i) button.append(element("span", { className: "sign" }, ` ✗ ${words.yourChoice}`));
        button.classList.toggle("right", j === answer);
        button.classList.toggle("wrong", j === i && j !== answer);
      });
      verdict.append(element("b", {}, i === answer ? words.right : words.wrong), ` ${why}`);
      answered();
    },
  }, choice));
  const id = `question-${number}`;
  const list = element("ol", { className: "choices" }, ...buttons.map((button) => element("li", {}, button)));
  const group = element("div", { className: "question", role: "group" }, element("h3", { id }, question), list, verdict);
  group.setAttribute("aria-labelledby", id);
  return group;
}
