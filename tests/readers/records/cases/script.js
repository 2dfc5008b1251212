window.PROGRAMME["7"] = [{"id":"71","en":"How roots talk","authors":"Ann Ash, Bob Birch","time":"10:00","abs":"<p>Words.</p>"},
{"id":"75","en":"Roots under stone","authors":"Cy Cole","time":"10:15","abs":"<p>More words.</p>"}];window.dispatchEvent(new Event("ready"));
